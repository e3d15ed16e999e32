/** Where everything is kept that is larger than a setting. */
export const database = { name: 'engine-room', version: 1, store: 'records' };

/**
 * The database for reading, if there is one. It is not made here: opened without its store, in the moment in which another
 * tab deletes it, it would be of no use to anybody.
 */
export async function openExisting(): Promise<IDBDatabase | undefined> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === database.name)) return undefined;
  const opening = indexedDB.open(database.name, database.version);
  opening.onupgradeneeded = () => opening.transaction?.abort();
  return settled(opening).catch(() => undefined);
}

export const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });
