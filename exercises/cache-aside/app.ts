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

export function createShop({ db }: { db: Db; cache: Cache }) {
  return {
    async getProduct(id: number): Promise<Product | null> {
      // TODO: take `cache` as well. Answer from the copy when there is one, and keep what was loaded.
      return db.loadProduct(id);
    },

    async getCart(userId: number): Promise<CartLine[]> {
      // TODO: the same for carts. And what do two visitors at once cost?
      return db.loadCart(userId);
    },

    async setPrice(id: number, cents: number): Promise<void> {
      // TODO: the copy of this product is wrong from here on.
      await db.savePrice(id, cents);
    },
  };
}
