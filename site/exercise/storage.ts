import type { Storage } from '../../sandbox/session.ts';

const database = { name: 'engine-room', version: 1, store: 'records' };

/**
 * Records in IndexedDB. Where the browser blocks it, everything goes on in memory and `blocked` says why:
 * the page tells the learner that a reload would lose the work.
 */
export async function openStorage(): Promise<{ storage: Storage; blocked?: string }> {
  try {
    return { storage: inDatabase(await openDatabase()) };
  } catch (error) {
    return { storage: inMemory(), blocked: error instanceof Error ? error.message : String(error) };
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database.name, database.version);
    opening.onupgradeneeded = () => opening.result.createObjectStore(database.store);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('IndexedDB could not be opened.'));
    opening.onblocked = () => reject(new Error('Another tab holds an older version of the saved work.'));
  });
}

function inDatabase(db: IDBDatabase): Storage {
  const transact = <Value>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore, result: (value: Value) => void) => void,
  ) =>
    new Promise<Value>((resolve, reject) => {
      let value: Value;
      const transaction = db.transaction(database.store, mode);
      transaction.oncomplete = () => resolve(value);
      transaction.onabort = () => reject(transaction.error ?? new Error('The write was given up.'));
      transaction.onerror = () => reject(transaction.error ?? new Error('The write failed.'));
      work(transaction.objectStore(database.store), (result) => (value = result));
    });
  return {
    get: (key) =>
      transact<unknown>('readonly', (store, result) => {
        const request = store.get(key);
        request.onsuccess = () => result(request.result);
      }),
    set: (key, value) => transact<void>('readwrite', (store) => void store.put(value, key)),
    // One transaction: another tab's update comes before it or after it, never in between.
    update: (key, change) =>
      transact<void>('readwrite', (store) => {
        const request = store.get(key);
        request.onsuccess = () => void store.put(change(request.result), key);
      }),
  };
}

function inMemory(): Storage {
  const records = new Map<string, unknown>();
  return {
    get: async (key) => records.get(key),
    set: async (key, value) => void records.set(key, value),
    update: async (key, change) => void records.set(key, change(records.get(key))),
  };
}
