import { expect, it } from 'vitest';
import { createStorage } from '../../../site/device/storage.ts';

/** As much of IndexedDB as the storage uses. `silent`: it answers nothing. */
function fakeFactory({ silent = false } = {}) {
  const records = new Map<string, unknown>();
  const fake = { opened: 0, silent, closed: false, full: false };
  const later = (work: () => void) => void (fake.silent || queueMicrotask(work));
  const begin = () => {
    if (fake.closed) throw Object.assign(new Error('The database is closing.'), { name: 'InvalidStateError' });
    const transaction = { error: undefined as unknown, oncomplete: () => {}, onabort: () => {}, abort() {} };
    const store = {
      get(key: string) {
        const request = { result: structuredClone(records.get(key)), onsuccess: () => {} };
        later(() => request.onsuccess());
        return request;
      },
      put(value: unknown, key: string) {
        if (fake.full) transaction.error = Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
        else records.set(key, structuredClone(value));
      },
    };
    later(() =>
      queueMicrotask(() =>
        queueMicrotask(() => (transaction.error ? transaction.onabort() : transaction.oncomplete())),
      ),
    );
    return { ...transaction, objectStore: () => store, set oncomplete(f: () => void) { transaction.oncomplete = f; }, set onabort(f: () => void) { transaction.onabort = f; }, get error() { return transaction.error; } }; // prettier-ignore
  };
  const factory = {
    open() {
      fake.opened++;
      fake.closed = false;
      const opening = { result: { transaction: begin, close() {} }, onsuccess: () => {} };
      later(() => opening.onsuccess());
      return opening;
    },
  } as unknown as IDBFactory;
  return { fake, factory: () => factory };
}

it('keeps, reads and updates records', async () => {
  const storage = createStorage(fakeFactory());
  await storage.set('a', 1);
  await storage.update('a', (stored) => Number(stored) + 1);
  expect(await storage.get('a')).toBe(2);
});

it('rejects with the reason where the browser has no storage, or refuses it', async () => {
  await expect(createStorage({ factory: () => undefined }).get('a')).rejects.toThrow('gives this page no storage');
  const refuse = () => {
    throw Object.assign(new Error('The operation is insecure.'), { name: 'SecurityError' });
  };
  await expect(createStorage({ factory: refuse }).get('a')).rejects.toThrow('insecure');
});

it('rejects when there is no room', async () => {
  const { fake, factory } = fakeFactory();
  fake.full = true;
  await expect(createStorage({ factory }).set('a', 1)).rejects.toMatchObject({ name: 'QuotaExceededError' });
});

it('opens a database again that has closed midway', async () => {
  const { fake, factory } = fakeFactory();
  const storage = createStorage({ factory });
  await storage.set('a', 1);
  fake.closed = true;
  expect(await storage.get('a')).toBe(1);
  expect(fake.opened).toBe(2);
});

it('gives up on a browser that does not answer, and tries again the next time', async () => {
  const { fake, factory } = fakeFactory({ silent: true });
  const storage = createStorage({ factory, patience: 10 });
  await expect(storage.get('a')).rejects.toThrow('gives no answer');
  fake.silent = false;
  await storage.set('a', 1);
  expect(await storage.get('a')).toBe(1);
});

it('rejects when the change itself fails, and goes on afterwards', async () => {
  const storage = createStorage(fakeFactory());
  const fail = () => {
    throw new Error('no change');
  };
  await expect(storage.update('a', fail)).rejects.toThrow('no change');
  await storage.set('a', 1);
  expect(await storage.get('a')).toBe(1);
});
