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

/** One cache for each kind of thing, as an object; a new price is written into the copy once it is saved. */
class CacheOf<T> {
  #cache: Cache;
  #name: string;
  #load: (id: number) => Promise<T>;
  #loads: Record<number, Promise<T>> = {};

  constructor(cache: Cache, name: string, load: (id: number) => Promise<T>) {
    this.#cache = cache;
    this.#name = name;
    this.#load = load;
  }

  async read(id: number): Promise<T> {
    const copy = await this.#copy(id);
    return copy === undefined ? (this.#loads[id] ??= this.#refresh(id)) : copy;
  }

  async write(id: number, value: T) {
    await this.#cache.setEx(`shop/${this.#name}/${id}`, 60, JSON.stringify({ value }));
  }

  async #copy(id: number): Promise<T | undefined> {
    try {
      const text = await this.#cache.get(`shop/${this.#name}/${id}`);
      return text ? JSON.parse(text).value : undefined;
    } catch {
      return undefined;
    }
  }

  async #refresh(id: number): Promise<T> {
    try {
      const value = await this.#load(id);
      await this.write(id, value).catch(() => console.warn('The cache cannot be written.'));
      return value;
    } finally {
      delete this.#loads[id];
    }
  }
}

export function createShop({ db, cache }: { db: Db; cache: Cache }) {
  const products = new CacheOf(cache, 'products', (id) => db.loadProduct(id));
  const carts = new CacheOf(cache, 'carts', (id) => db.loadCart(id));
  return {
    getProduct: (id: number) => products.read(id),
    getCart: (userId: number) => carts.read(userId),
    async setPrice(id: number, cents: number) {
      await db.savePrice(id, cents);
      const saved = await db.loadProduct(id);
      await products.write(id, saved && { ...saved, cents });
    },
  };
}
