import type { Storage } from '../../sandbox/session.ts';

const database = { name: 'engine-room', version: 1, store: 'records' };

/**
 * Records in IndexedDB. Where the browser blocks it or it is full, calls reject with the reason: whoever keeps
 * something here goes on in memory and tells the learner.
 */
export function createStorage(): Storage {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () => {
    opened ??= openDatabase(() => (opened = undefined));
    opened.catch(() => (opened = undefined));
    return opened;
  };
  const transact = async <Value>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore, result: (value: Value) => void) => void,
  ) => {
    const db = await open();
    return new Promise<Value>((resolve, reject) => {
      let value: Value;
      const transaction = db.transaction(database.store, mode);
      transaction.oncomplete = () => resolve(value);
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser gave up the write'));
      work(transaction.objectStore(database.store), (result) => (value = result));
    });
  };
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

function openDatabase(closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Where site data is blocked, even this line may throw; the promise rejects then.
    const opening = indexedDB.open(database.name, database.version);
    opening.onupgradeneeded = () => opening.result.createObjectStore(database.store);
    opening.onsuccess = () => {
      const db = opening.result;
      // A newer page in another tab must be able to upgrade.
      db.onversionchange = () => {
        db.close();
        closed();
      };
      db.onclose = closed;
      resolve(db);
    };
    opening.onerror = () => reject(opening.error ?? new Error('the browser’s storage could not be opened'));
    opening.onblocked = () => reject(new Error('another tab holds an older version of the saved work'));
  });
}
