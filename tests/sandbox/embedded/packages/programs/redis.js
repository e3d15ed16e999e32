import { Redis } from 'ioredis';
import { createClient, WatchError } from 'redis';
import { startRedis } from './redis-server.js';

/** Runs with a server of its own and ends both. */
async function withClient(make, act) {
  const server = await startRedis();
  const client = await make(server);
  try {
    await act(client, server);
  } finally {
    client.destroy?.();
    client.disconnect?.();
    await server.close();
  }
}

const ofRedis = async ({ url }) => {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  return client.connect();
};
const ofIoredis = async ({ url }) => {
  const client = new Redis(url, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => {});
  return client;
};

export default [
  [
    'redis: texts, hashes, lists, sets',
    ({ log, rejects }) =>
      withClient(ofRedis, async (client) => {
        log(await client.set('a', 'Zoë', { EX: 10 }), await client.get('a'), await client.ttl('a'));
        log(await client.hSet('h', { x: 1, y: 'two' }), { ...(await client.hGetAll('h')) });
        log(await client.rPush('l', ['1', '2', '3']), await client.lRange('l', 0, -1), await client.lPop('l'));
        log(await client.sAdd('s', ['a', 'b']), await client.sIsMember('s', 'a'), await client.get('none'));
        await rejects(client.incr('a'));
        await rejects(client.lPush('a', 'x'));
      }),
  ],
  [
    'redis: transactions and streams',
    ({ log }) =>
      withClient(ofRedis, async (client, server) => {
        log(await client.multi().set('n', 1).incr('n').exec());
        await client.watch('n');
        server.command('SET', 'n', 5);
        await client
          .multi()
          .incr('n')
          .exec()
          .catch((error) => log(error instanceof WatchError));
        await client.xGroupCreate('log', 'g', '0', { MKSTREAM: true });
        await client.xAdd('log', '1-1', { job: 'a' });
        log(
          JSON.stringify(await client.xReadGroup('g', 'me', { key: 'log', id: '>' })),
          await client.xAck('log', 'g', '1-1'),
        );
      }),
  ],
  [
    'redis: channels and waiting',
    ({ log }) =>
      withClient(ofRedis, async (client) => {
        const second = await client.duplicate().connect();
        const heard = new Promise((resolve) => second.subscribe('news', (...words) => resolve(words)));
        while (!(await client.publish('news', 'hello'))) await client.ping();
        log(await heard);
        await second.unsubscribe('news');
        const waiting = second.blPop('jobs', 5);
        await client.rPush('jobs', 'one');
        log({ ...(await waiting) });
        second.destroy();
      }),
  ],
  [
    'ioredis: pipelines and errors',
    ({ log, rejects }) =>
      withClient(ofIoredis, async (client) => {
        log(await client.pipeline().set('a', 1).incr('a').get('a').exec());
        await client.hset('h', { x: 1 });
        log(
          await client.hgetall('h'),
          await client.zadd('z', 2, 'b', 1, 'a'),
          await client.zrange('z', 0, -1, 'WITHSCORES'),
        );
        await rejects(client.lpush('a', 'x').catch((error) => Promise.reject(new Error(error.message))));
        log(await client.getBuffer('a'));
      }),
  ],
  [
    'ioredis: scripts',
    ({ log }) =>
      withClient(ofIoredis, async (client) => {
        client.defineCommand('addTo', { numberOfKeys: 1, lua: "return redis.call('INCRBY', KEYS[1], ARGV[1])" });
        log(await client.addTo('n', 40), await client.addTo('n', 2));
        log(await client.eval('return {KEYS[1], ARGV[1], 3.9, 10 / 2}', 1, 'k', 'v'));
      }),
  ],
  [
    'ioredis: channels and waiting',
    ({ log }) =>
      withClient(ofIoredis, async (client) => {
        const second = client.duplicate();
        const heard = new Promise((resolve) => second.on('pmessage', (...words) => resolve(words)));
        await second.psubscribe('n*');
        log(await client.publish('news', 'hello'), await heard);
        second.disconnect();
        const third = client.duplicate();
        const waiting = third.brpop('queue', 5);
        await client.lpush('queue', 'job');
        log(await waiting);
        third.disconnect();
      }),
  ],
];
