import { describe, expect, test } from 'vitest';
import { printReply, readRedisLine } from '../../../../sandbox/services/redis/cli.ts';
import { readRedisCli } from '../../../../sandbox/services/redis/cli-options.ts';
import { createReplyReader } from '../../../../sandbox/services/redis/reply-reader.ts';
import { runSteps } from './talk.ts';
import { startRedis } from '../../../../sandbox/services/redis/server.ts';

/** A command at our server, printed. */
async function printed(step: string, options = {}): Promise<string> {
  const server = await startRedis();
  server.command('RPUSH', 'list', 'a', 'b');
  server.command('HSET', 'hash', 'name', 'Zoë');
  const [reply] = await runSteps(server.port, [step]);
  await server.close();
  const reader = createReplyReader();
  reader.push(reply!.slice(0, 3));
  expect(reader.next()).toBeUndefined();
  reader.push(reply!.slice(3));
  return printReply(reader.next()!, options);
}

describe('prints as redis-cli does', () => {
  test.each([
    ['SET a 1', 'OK\n'],
    ['GET none', '(nil)\n'],
    ['INCR n', '(integer) 1\n'],
    ['GET', "(error) ERR wrong number of arguments for 'get' command\n"],
    ['LRANGE list 0 -1', '1) "a"\n2) "b"\n'],
    ['LRANGE none 0 -1', '(empty array)\n'],
    ['HGETALL hash', '1) "name"\n2) "Zo\\xc3\\xab"\n'],
    ['ECHO "a\\"b\\n"', '"a\\"b\\n"\n'],
    ['EVAL "return {1, {2, 3}, \'x\'}" 0', '1) (integer) 1\n2) 1) (integer) 2\n   2) (integer) 3\n3) "x"\n'],
    ['BLPOP none 0.01', '(nil)\n'],
  ])('%s', async (step, text) => {
    expect(await printed(step)).toBe(text);
  });

  test('bare with --raw', async () => {
    expect(await printed('HGETALL hash', { raw: true })).toBe('name\nZoë\n');
    expect(await printed('GET none', { raw: true })).toBe('\n');
    expect(await printed('INCR n', { raw: true })).toBe('1\n');
  });

  test('maps and numbers of RESP3', () => {
    expect(
      printReply({
        map: [
          ['a', 1],
          ['b', { double: 1.5 }],
        ],
      }),
    ).toBe('1# "a" => (integer) 1\n2# "b" => (double) 1.5\n');
    expect(printReply({ set: ['x'] })).toBe('1~ "x"\n');
  });

  test('places of two digits stand under each other', () => {
    const lines = printReply(Array.from({ length: 10 }, (_, n) => n)).split('\n');
    expect([lines[0], lines[9]]).toEqual([' 1) (integer) 0', '10) (integer) 9']);
  });
});

test('reads its own options and leaves the command', () => {
  expect(readRedisCli(['-p', '7000', '-n', '2', '--raw', 'SET', 'a', '-1'])).toMatchObject({
    host: '127.0.0.1',
    port: 7000,
    database: 2,
    raw: true,
    protocol: 2,
    words: ['SET', 'a', '-1'],
  });
  expect(readRedisCli(['-u', 'redis://localhost:7001/3'])).toMatchObject({
    host: 'localhost',
    port: 7001,
    database: 3,
  });
  expect(readRedisCli(['--bogus'])).toBe("Unrecognized option or bad number of args for: '--bogus'");
});

test('reads a typed line with its quotes', () => {
  expect(readRedisLine('set "a b" \'c\'  d')).toEqual(['set', 'a b', 'c', 'd']);
  expect(readRedisLine('set "a')).toBeUndefined();
});
