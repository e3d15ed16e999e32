import type { createClient } from 'redis';

export interface Product {
  id: number;
  name: string;
  cents: number;
}

export interface CartLine {
  productId: number;
  quantity: number;
}

/** The truth, a network away. Every call costs. */
export interface Db {
  loadProduct(id: number): Promise<Product | null>;
  loadCart(userId: number): Promise<CartLine[]>;
  savePrice(id: number, cents: number): Promise<void>;
}

/** Of node-redis: `await cache.get(key)` is a text or null. */
export type Cache = Pick<ReturnType<typeof createClient>, 'get' | 'set' | 'setEx' | 'del' | 'expire'>;

const seconds = 60;

export function createShop({ db, cache }: { db: Db; cache: Cache }) {
  /** Loads under way, by key: whoever comes meanwhile waits for the same promise. */
  const underWay = new Map<string, Promise<unknown>>();

  /** The copy below `key`, or what `load` brings, which is then kept. */
  function remember<T>(key: string, load: () => Promise<T>): Promise<T> {
    const shared = underWay.get(key) as Promise<T> | undefined;
    if (shared) return shared;
    const answer = readOrLoad(key, load).finally(() => underWay.delete(key));
    underWay.set(key, answer);
    return answer;
  }

  async function readOrLoad<T>(key: string, load: () => Promise<T>): Promise<T> {
    // A cache that fails counts as one that is empty: slower, and still right.
    const copy = await cache.get(key).catch(() => null);
    if (copy !== null) return JSON.parse(copy);
    const value = await load();
    await cache.set(key, JSON.stringify(value), { EX: seconds }).catch(() => {});
    return value;
  }

  return {
    getProduct: (id: number) => remember(`${id}`, () => db.loadProduct(id)),

    getCart: (userId: number) => remember(`${userId}`, () => db.loadCart(userId)),

    async setPrice(id: number, cents: number): Promise<void> {
      await db.savePrice(id, cents);
      // Last, so that nobody can put the old price back while it is being saved.
      await cache.del(`${id}`);
    },
  };
}
