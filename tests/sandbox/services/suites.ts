import type { Files } from '../../../sandbox/types.ts';

/** A cache in front of a slow source, as an exercise has it, and what is asked of it. */
export const redisSuite: Files = {
  'app.ts': `
    import { createClient } from 'redis';
    export async function openCache(url: string) {
      const client = createClient({ url, socket: { reconnectStrategy: false } });
      client.on('error', () => {});
      await client.connect();
      return {
        async price(id: string, load: (id: string) => Promise<number>) {
          const kept = await client.get('price:' + id).catch(() => null);
          if (kept !== null) return Number(kept);
          const fresh = await load(id);
          await client.set('price:' + id, String(fresh), { EX: 60 }).catch(() => null);
          return fresh;
        },
        close: () => client.destroy(),
      };
    }`,
  'app.test.ts': `
    import { afterEach, beforeEach, expect, test, vi } from 'vitest';
    import Redis from 'ioredis';
    import { redis, type Redis as Server } from '#testing/redis';
    import { openCache } from './app.ts';

    let time = 0;
    let server: Server;
    let cache: Awaited<ReturnType<typeof openCache>>;
    beforeEach(async () => {
      time = 1_000_000;
      server = await redis({ now: () => time });
      cache = await openCache(server.url);
    });
    afterEach(() => cache.close());

    test('loads once and answers from the cache until it expires', async () => {
      const load = vi.fn(async () => 10);
      expect([await cache.price('a', load), await cache.price('a', load)]).toEqual([10, 10]);
      expect(load).toHaveBeenCalledTimes(1);
      expect(server.command('TTL', 'price:a')).toBe(60);
      time += 60_000;
      await cache.price('a', load);
      expect(load).toHaveBeenCalledTimes(2);
      expect(server.commands().map(({ name }) => name)).toEqual(['GET', 'SET', 'GET', 'GET', 'SET']);
    });
    test('begins empty, also under fake timers', async () => {
      // The client sends its commands by setImmediate, which has to stay.
      vi.useFakeTimers({ toFake: ['Date', 'setTimeout'] });
      expect(server.command('DBSIZE')).toBe(0);
      expect(await cache.price('a', async () => 1)).toBe(1);
      vi.useRealTimers();
    });
    test('streams, waits and publishes through another client', async () => {
      const client = new Redis(server.url);
      const other = new Redis(server.url);
      const waiting = other.blpop('jobs', 5);
      await client.rpush('jobs', 'one');
      expect(await waiting).toEqual(['jobs', 'one']);
      const heard = new Promise((resolve) => other.on('message', (...words) => resolve(words)));
      await other.subscribe('news');
      await client.publish('news', 'hello');
      expect(await heard).toEqual(['news', 'hello']);
      await client.xadd('log', '1-1', 'a', 'b');
      expect(await client.xrange('log', '-', '+')).toEqual([['1-1', ['a', 'b']]]);
      expect(await client.eval('return redis.call("INCRBY", KEYS[1], 2)', 1, 'n')).toBe(2);
      client.disconnect();
      other.disconnect();
    });
    test('survives a server that fails, and is killed', async () => {
      server.fault({ error: 'OOM command not allowed' });
      expect(await cache.price('a', async () => 3)).toBe(3);
      server.fault('drop');
      expect(await cache.price('a', async () => 4)).toBe(4);
      await server.close();
      await expect(openCache(server.url)).rejects.toThrow('ECONNREFUSED');
      const next = await redis();
      expect(next.command('DBSIZE')).toBe(0);
    });
    test('is told what failed', () => {
      server.command('LPUSH', 'list', 'x');
      server.command('GET', 'list');
    });`,
};

/** Carts as documents, and what is asked of them. */
export const mongoSuite: Files = {
  'app.ts': `
    import { MongoClient } from 'mongodb';
    export async function openShop(url: string) {
      const client = await new MongoClient(url, { serverSelectionTimeoutMS: 500 }).connect();
      const carts = client.db('shop').collection<{ _id: string; items: { sku: string; n: number }[] }>('carts');
      return {
        add: (id: string, sku: string) =>
          carts.updateOne({ _id: id }, { $push: { items: { sku, n: 1 } } }, { upsert: true }),
        cart: (id: string) => carts.findOne({ _id: id }),
        many: (count: number) => carts.insertMany(Array.from({ length: count }, (_, n) => ({ _id: 'c' + n, items: [] }))),
        all: () => carts.find().toArray(),
        close: () => client.close(),
      };
    }`,
  'app.test.ts': `
    import { afterEach, beforeEach, expect, test } from 'vitest';
    import { mongodb, type Mongo } from '#testing/mongodb';
    import { openShop } from './app.ts';

    let server: Mongo;
    let shop: Awaited<ReturnType<typeof openShop>>;
    beforeEach(async () => {
      server = await mongodb();
      shop = await openShop(server.url);
    });
    afterEach(() => shop.close());

    test('keeps a cart in one document that one read finds', async () => {
      await shop.add('ann', 'pen');
      await shop.add('ann', 'ink');
      expect(await shop.cart('ann')).toEqual({ _id: 'ann', items: [{ sku: 'pen', n: 1 }, { sku: 'ink', n: 1 }] });
      expect(server.commands().map(({ name, documentsExamined }) => [name, documentsExamined])).toEqual([
        ['update', 0], ['update', 1], ['find', 1],
      ]);
    });
    test('begins empty', async () => {
      expect(await shop.cart('ann')).toBeNull();
    });
    test('sends long answers in batches', async () => {
      await shop.many(150);
      expect(await shop.all()).toHaveLength(150);
      expect(server.commands().map(({ name, returned }) => [name, returned])).toEqual([['insert', 0], ['find', 101], ['getMore', 49]]);
    });
    test('hears of failures, and is killed', async () => {
      await shop.many(1);
      await expect(shop.many(1)).rejects.toThrow('E11000 duplicate key error collection: shop.carts index: _id_ dup key: { _id: "c0" }');
      server.fault({ error: 'too busy', code: 1 });
      await expect(shop.all()).rejects.toThrow('too busy');
      await server.close();
      await expect(openShop(server.url)).rejects.toThrow('ECONNREFUSED');
      expect((await mongodb()).commands()).toEqual([]);
    });
    test('is told what failed', () => {
      server.command('shop', { nonsense: 1 });
    });`,
};
