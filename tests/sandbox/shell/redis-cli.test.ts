import { expect, test } from 'vitest';
import { connectInMemory, isHere } from '../../../sandbox/services/redis/in-memory.ts';
import { openShell } from './fake-host.ts';

/** As the terminal of a page has it: a server without a network, for as long as the worker lives. */
const openTerminal = () =>
  openShell({
    host: {
      async connect(host, port) {
        if (!isHere(host, port)) throw new Error('Connection refused');
        return connectInMemory();
      },
    },
  });

test('the terminal has a Redis, which keeps what one command left for the next', async () => {
  const { run } = await openTerminal();
  expect((await run('redis-cli SET name "Ann Lee"')).printed).toBe('OK\n');
  expect((await run('redis-cli GET name; redis-cli INCR visits')).printed).toBe('"Ann Lee"\n(integer) 1\n');
  expect((await run('redis-cli EVAL "return redis.call(\'GET\', KEYS[1])" 1 name')).printed).toBe('"Ann Lee"\n');
  expect((await run('redis-cli BLPOP none 0.01; redis-cli -n 1 DBSIZE')).printed).toBe('(nil)\n(integer) 0\n');
  expect((await run("printf 'MULTI\\nINCR visits\\nEXEC\\n' | redis-cli --no-raw")).printed).toBe(
    'OK\nQUEUED\n1) (integer) 2\n',
  );
});

test('what goes into a file or a pipe is bare', async () => {
  const { run } = await openTerminal();
  await run('redis-cli RPUSH colours red green');
  expect((await run('redis-cli LRANGE colours 0 -1 | tr a-z A-Z')).printed).toBe('RED\nGREEN\n');
  await run('redis-cli LINDEX colours 0 > first.txt');
  expect((await run('cat first.txt')).printed).toBe('red\n');
});

test('says that nobody listens, that there is no prompt, and what an option is not', async () => {
  const { run } = await openTerminal();
  expect(await run('redis-cli -p 7000 PING')).toMatchObject({
    status: 1,
    stderr: 'Could not connect to Redis at 127.0.0.1:7000: Connection refused\n',
  });
  expect((await run('redis-cli')).stderr).toContain('there is no prompt here');
  expect((await run('redis-cli --csv GET a')).stderr).toContain('the option --csv is not in this one');
});

test('one that listens hears what is said, until the server ends it', async () => {
  const { run } = await openTerminal();
  const client = connectInMemory();
  const heard = run('redis-cli --raw SUBSCRIBE news');
  const ask = async (words: string) => {
    client.write(Buffer.from(`${words}\r\n`));
    return Buffer.from((await client.read())!).toString();
  };
  await expect.poll(() => ask('PUBLISH news hello')).toBe(':1\r\n');
  const [, id] = /id=(\d+) [^\n]* sub=1/.exec(await ask('CLIENT LIST'))!;
  await ask(`CLIENT KILL ID ${id}`);
  expect(await heard).toMatchObject({
    status: 1,
    printed: expect.stringMatching(/^subscribe\nnews\n1\nmessage\nnews\nhello\n.*Server closed the connection\n$/s),
  });
});
