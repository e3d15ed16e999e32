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

async function tryGet(cache: Cache, key: string) {
  try {
    return await cache.get(key);
  } catch {
    return null;
  }
}

async function trySet(cache: Cache, key: string, value: unknown) {
  try {
    await cache.setEx(key, 60, JSON.stringify(value));
  } catch (error) {
    console.warn(`Not kept: ${(error as Error).message}`);
  }
}

/** Each function says all of its steps. Missing products are looked for each time. */
export function createShop({ db, cache }: { db: Db; cache: Cache }) {
  const productLoads = new Map<number, Promise<Product | null>>();
  const cartLoads = new Map<number, Promise<CartLine[]>>();

  async function loadProduct(id: number) {
    const product = await db.loadProduct(id);
    if (product) await trySet(cache, `p${id}`, product);
    return product;
  }

  async function loadCart(userId: number) {
    const lines = await db.loadCart(userId);
    await trySet(cache, `c${userId}`, lines);
    return lines;
  }

  return {
    async getProduct(id: number): Promise<Product | null> {
      const kept = await tryGet(cache, `p${id}`);
      if (kept) return JSON.parse(kept);
      let load = productLoads.get(id);
      if (!load) {
        load = loadProduct(id);
        productLoads.set(id, load);
        load.then(
          () => productLoads.delete(id),
          () => productLoads.delete(id),
        );
      }
      return load;
    },

    async getCart(userId: number): Promise<CartLine[]> {
      const kept = await tryGet(cache, `c${userId}`);
      if (kept) return JSON.parse(kept);
      let load = cartLoads.get(userId);
      if (!load) {
        load = loadCart(userId);
        cartLoads.set(userId, load);
        load.then(
          () => cartLoads.delete(userId),
          () => cartLoads.delete(userId),
        );
      }
      return load;
    },

    async setPrice(id: number, cents: number): Promise<void> {
      await cache.del(`p${id}`);
      await db.savePrice(id, cents);
      await cache.del(`p${id}`);
    },
  };
}
