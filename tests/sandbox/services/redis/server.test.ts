import { Redis as IoRedis } from 'ioredis';
import { createClient } from 'redis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { redis } from '../../../../sandbox/testing/parts/redis.ts';

async function nodeRedis(url: string, options: object = {}) {
  const client = createClient({ url, socket: { reconnectStrategy: false }, ...options });
  client.on('error', () => {});
  await client.connect();
  onTestFinished(() => client.destroy());
  return client;
}

function ioredis(url: string) {
  const client = new IoRedis(url, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => {});
  onTestFinished(() => client.disconnect());
  return client;
}

test('the client of Redis works with texts, hashes, sorted sets and transactions', async () => {
  const client = await nodeRedis((await redis()).url);
  expect(await client.set('name', 'Zoë', { EX: 60 })).toBe('OK');
  expect(await client.get('name')).toBe('Zoë');
  expect(await client.ttl('name')).toBe(60);
  await client.hSet('user:1', { name: 'Ann', age: '30' });
  expect({ ...(await client.hGetAll('user:1')) }).toEqual({ name: 'Ann', age: '30' });
  await client.zAdd('scores', [
    { value: 'a', score: 1.5 },
    { value: 'b', score: 2 },
  ]);
  expect(await client.zRangeWithScores('scores', 0, -1)).toEqual([
    { value: 'a', score: 1.5 },
    { value: 'b', score: 2 },
  ]);
  expect(await client.multi().incr('n').incr('n').exec()).toEqual([1, 2]);
  await expect(client.lPush('name', 'x')).rejects.toThrow(
    'WRONGTYPE Operation against a key holding the wrong kind of value',
  );
});

test.each([2, 3] as const)('the client of Redis listens, waits and reads streams in RESP%i', async (RESP) => {
  const server = await redis();
  const client = await nodeRedis(server.url, { RESP });
  const second = await nodeRedis(server.url, { RESP });
  const heard: string[] = [];
  await second.subscribe('news', (message, channel) => heard.push(`${channel}: ${message}`));
  await second.pSubscribe('n*', (message, channel) => heard.push(`pattern ${channel}: ${message}`));
  expect(await client.publish('news', 'hello')).toBe(2);
  await vi.waitFor(() => expect(heard).toEqual(['news: hello', 'pattern news: hello']));

  const worker = await nodeRedis(server.url, { RESP });
  const waiting = worker.blPop('jobs', 5);
  await client.rPush('jobs', 'one');
  expect(await waiting).toEqual({ key: 'jobs', element: 'one' });

  await client.xGroupCreate('log', 'g', '$', { MKSTREAM: true });
  await client.xAdd('log', '1-1', { a: '1' });
  const read = await client.xReadGroup('g', 'me', { key: 'log', id: '>' });
  expect(JSON.stringify(read)).toBe('[{"name":"log","messages":[{"id":"1-1","message":{"a":"1"}}]}]');
});

test('ioredis works with pipelines, scripts and blocking', async () => {
  const { url } = await redis();
  const client = ioredis(url);
  expect(await client.pipeline().set('a', 1).incr('a').get('a').exec()).toEqual([
    [null, 'OK'],
    [null, 2],
    [null, '2'],
  ]);
  client.defineCommand('addTo', { numberOfKeys: 1, lua: "return redis.call('INCRBY', KEYS[1], ARGV[1])" });
  const own = client as unknown as { addTo(key: string, by: number): Promise<number> };
  expect(await own.addTo('a', 40)).toBe(42);
  const other = ioredis(url);
  const waiting = other.blpop('queue', 5);
  await client.lpush('queue', 'job');
  expect(await waiting).toEqual(['queue', 'job']);
  await client.set('bytes', Buffer.from([0, 255, 13, 10]));
  expect(await client.getBuffer('bytes')).toEqual(Buffer.from([0, 255, 13, 10]));
});

test('keys expire by the clock that the suite sets', async () => {
  let time = 1_000_000;
  const { url, command } = await redis({ now: () => time });
  const client = await nodeRedis(url);
  await client.set('price', '10', { PX: 1500 });
  time += 1499;
  expect(await client.pTTL('price')).toBe(1);
  expect(await client.get('price')).toBe('10');
  time += 1;
  expect(await client.get('price')).toBeNull();
  expect(command('DBSIZE')).toBe(0);
});

test('tells what clients sent, without what they say by themselves', async () => {
  const server = await redis();
  const client = await nodeRedis(server.url);
  await client.set('a', 'ü');
  server.command('SET', 'b', 2);
  await client.mGet(['a', 'b']);
  expect(server.commands().map(({ name, args }) => [name, ...args])).toEqual([
    ['SET', 'a', 'ü'],
    ['MGET', 'a', 'b'],
  ]);
  server.reset();
  expect(server.commands()).toEqual([]);
  expect(await client.get('a')).toBeNull();
  expect(() => server.command('INCR')).toThrow("ERR wrong number of arguments for 'incr' command");
});

test('fails as it is told, and is mended', async () => {
  const server = await redis();
  const client = ioredis(server.url);
  await client.set('a', '1');
  server.fault({ error: 'LOADING Redis is loading the dataset in memory' });
  await expect(client.get('a')).rejects.toThrow('LOADING');
  server.fault('hang');
  const late = client.get('a');
  expect(await Promise.race([late, client.status])).toBe('ready');
  server.fault();
  expect(await late).toBe('1');
  server.fault({ delay: 1 });
  expect(await client.get('a')).toBe('1');
  server.fault('drop');
  await expect(client.get('a')).rejects.toThrow();
  server.fault('refuse');
  await expect(nodeRedis(server.url)).rejects.toThrow();
  server.fault();
  expect(await (await nodeRedis(server.url)).get('a')).toBe('1');
});

test('says by name what it does not have', async () => {
  const { command } = await redis();
  expect(() => command('GEOADD', 'k', 1, 2, 'm')).toThrow(
    "ERR unknown command 'GEOADD': Redis 7.0.15 has it, the teaching server of Engine Room does not",
  );
});

test('a closed server is gone, and a new one begins empty', async () => {
  const first = await redis();
  first.command('SET', 'a', 1);
  await first.close();
  await expect(nodeRedis(first.url)).rejects.toThrow();
  const second = await redis();
  expect(second.command('DBSIZE')).toBe(0);
});
