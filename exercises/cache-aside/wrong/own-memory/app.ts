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

const milliseconds = 60_000;

/** A cache of this process alone, with the clock of this computer. */
export function createShop({ db }: { db: Db; cache: Cache }) {
  const copies = new Map<string, { value: Promise<unknown>; until: number }>();

  function remember<T>(key: string, load: () => Promise<T>): Promise<T> {
    const copy = copies.get(key);
    if (copy && copy.until > Date.now()) return copy.value as Promise<T>;
    const value = load();
    copies.set(key, { value, until: Date.now() + milliseconds });
    value.catch(() => copies.delete(key));
    return value;
  }

  return {
    getProduct: (id: number) => remember(`product:${id}`, () => db.loadProduct(id)),
    getCart: (userId: number) => remember(`cart:${userId}`, () => db.loadCart(userId)),
    async setPrice(id: number, cents: number): Promise<void> {
      await db.savePrice(id, cents);
      copies.delete(`product:${id}`);
    },
  };
}
