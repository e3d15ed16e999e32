import type { Storage } from '../../sandbox/session/session.ts';
import { database } from './database.ts';

interface StorageOptions {
  /** May throw, or give nothing, where the browser blocks site data. */
  factory?(): IDBFactory | undefined;
  /** ms after which a browser that gives no answer counts as failed: the page must open in any case. */
  patience?: number;
}

/**
 * Records in IndexedDB. Where the browser blocks it, where it is full or gives no answer, calls reject with the reason:
 * whoever keeps something here goes on in memory and tells the learner. The next call tries anew.
 */
export function createStorage({
  factory = () => globalThis.indexedDB,
  patience = 5_000,
}: StorageOptions = {}): Storage {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () => {
    const opening = (opened ??= openDatabase(factory, () => (opened = undefined)));
    opening.catch(() => (opened = opened === opening ? undefined : opened));
    return opening;
  };
  const begin = async (mode: IDBTransactionMode) => {
    try {
      return (await open()).transaction(database.store, mode);
    } catch (error) {
      // The browser has closed the database without a word. Once more from the start.
      if (!opened || (error as Error).name !== 'InvalidStateError') throw error;
      opened = undefined;
      return (await open()).transaction(database.store, mode);
    }
  };
  const transact = async <Value>(mode: IDBTransactionMode, work: Work<Value>) => {
    const running = begin(mode).then((transaction) => settle(transaction, work));
    try {
      return await within(patience, running);
    } catch (error) {
      // A database that has stopped to answer is not asked again.
      if (error instanceof NoAnswer) opened = undefined;
      throw error;
    }
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
      transact<void>('readwrite', (store, _, fail) => {
        const request = store.get(key);
        request.onsuccess = () => {
          try {
            store.put(change(request.result), key);
          } catch (error) {
            fail(error);
          }
        };
      }),
  };
}

type Work<Value> = (store: IDBObjectStore, result: (value: Value) => void, fail: (error: unknown) => void) => void;

function settle<Value>(transaction: IDBTransaction, work: Work<Value>): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    let value: Value;
    transaction.oncomplete = () => resolve(value);
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser gave up the write'));
    const fail = (error: unknown) => {
      reject(error as Error);
      transaction.abort();
    };
    work(transaction.objectStore(database.store), (result) => (value = result), fail);
  });
}

function openDatabase(factory: () => IDBFactory | undefined, closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Where site data is blocked, even these lines may throw; the promise rejects then.
    const indexedDB = factory();
    if (!indexedDB) throw new Error('the browser gives this page no storage (indexedDB)');
    const opening = indexedDB.open(database.name, database.version);
    let blocked = false;
    opening.onupgradeneeded = () => opening.result.createObjectStore(database.store);
    opening.onsuccess = () => {
      const db = opening.result;
      // Nobody waits for it any more; left open it would hold up others.
      if (blocked) return db.close();
      // A newer page in another tab must be able to upgrade.
      db.onversionchange = () => {
        db.close();
        closed();
      };
      db.onclose = closed;
      resolve(db);
    };
    opening.onerror = () => reject(opening.error ?? new Error('the browser’s storage could not be opened'));
    opening.onblocked = () => {
      blocked = true;
      reject(new Error('another tab holds an older version of the saved work; close it'));
    };
  });
}

class NoAnswer extends Error {}

function within<Value>(limit: number, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer('the browser’s storage gives no answer')), limit);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
