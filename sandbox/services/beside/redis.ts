import type { Cell, QueryResult, ResultSet, RowsPage, TableInfo } from '../../databases.ts';
import { printReply, readRedisLine } from '../redis/cli.ts';
import { isFailure, toText, type Reply } from '../redis/reply.ts';
import { startRedis, type RedisServer } from '../redis/server.ts';
import { cell, emptyBox, mostResults, mostRows, nothing, pageOf, readOnly, tally } from './shown.ts';
import type { Beside, StartOptions } from './types.ts';

/** What clients say when they connect, which is no work of the learner's. */
const handshake = new Set(['HELLO', 'AUTH', 'CLIENT', 'INFO', 'COMMAND', 'SELECT']);
/** Commands that only tell, although they are about no key. */
const telling = /^(?:ping|echo|info|dbsize|time|select|scan|keys|randomkey|config|command|object|memory)$/i;

const columns = ['key', 'type', 'ttl', 'value'];

/** The commands that show what a key holds, each limited. */
const readers: Record<string, (key: string) => string[]> = {
  string: (key) => ['GET', key],
  list: (key) => ['LRANGE', key, '0', '99'],
  hash: (key) => ['HGETALL', key],
  set: (key) => ['SMEMBERS', key],
  zset: (key) => ['ZRANGE', key, '0', '99', 'WITHSCORES'],
  stream: (key) => ['XRANGE', key, '-', '+', 'COUNT', '100'],
};

/** An empty Redis on a port. */
export async function startRedisBeside({ port }: StartOptions): Promise<Beside> {
  const server = await startRedis({ port });
  return {
    url: server.url,
    port: server.port,
    pulse: async () => server.commands().length * 1000 + databases(server).reduce((sum, { rows = 0 }) => sum + rows, 0),
    tables: async () => databases(server),
    rows: async ({ name }, page) => within(server, Number(name.slice(2)), () => readKeys(server, page)),
    query: async (text, allowChanges) => runLines(server, text, allowChanges),
    async plan() {
      throw new Error('Redis has no plans: each command says how it is carried out.');
    },
    async statements() {
      const sent = server.commands().filter(({ name }) => !handshake.has(name));
      return tally(sent.map(({ name, args }) => ({ text: [name, ...args.map(word)].join(' ').slice(0, 300) })));
    },
  };
}

const word = (text: string) => (/^[\w:.*@-]+$/.test(text) ? text : JSON.stringify(text));

/** One command or several in a numbered database; the one before is chosen again. */
function within<Value>(server: RedisServer, database: number, work: () => Value): Value {
  server.command('SELECT', database);
  try {
    return work();
  } finally {
    server.command('SELECT', 0);
  }
}

/** The numbered databases that hold keys, and the first one always. */
function databases(server: RedisServer): TableInfo[] {
  return Array.from({ length: 16 }, (_, index) => ({
    schema: 'main',
    name: `db${index}`,
    kind: 'table' as const,
    sql: '',
    rows: Number(within(server, index, () => server.command('DBSIZE'))),
    columns: [],
    indexes: [],
  })).filter(({ rows }, index) => rows || !index);
}

function readKeys(server: RedisServer, { offset, limit, orderBy = 'key', descending }: RowsPage): ResultSet {
  const most = Math.min(limit, mostRows);
  const keys = (server.command('KEYS', '*') as string[]).map((key) => ({
    key,
    type: String(server.command('TYPE', key)),
    ttl: Number(server.command('TTL', key)),
  }));
  const by = orderBy === 'ttl' ? 'ttl' : orderBy === 'type' ? 'type' : 'key';
  const order = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  keys.sort((a, b) => (order(a[by], b[by]) || order(a.key, b.key)) * (descending ? -1 : 1));
  const rows = keys
    .slice(offset, offset + most + 1)
    .map(({ key, type, ttl }): Cell[] => [
      cell('text', key),
      cell('text', type),
      ttl < 0 ? nothing : cell('text', `${ttl} s`),
      valueOf(server, key, type),
    ]);
  return pageOf(columns, rows, most);
}

function valueOf(server: RedisServer, key: string, type: string): Cell {
  const value = server.command(...(readers[type] ?? readers['string']!)(key));
  return cell('text', typeof value === 'string' ? value : JSON.stringify(value));
}

const tells = (server: RedisServer, name: string) => server.reads(name) || telling.test(name);

/** One command a line, each answered as `redis-cli` answers. */
function runLines(server: RedisServer, text: string, allowChanges: boolean): QueryResult {
  const lines = text.split('\n').filter((line) => line.trim());
  if (!lines.length) throw new Error(emptyBox);
  const commands = lines.map((line) => {
    const words = readRedisLine(line)?.map(toText);
    if (!words?.length) throw new Error(`Invalid argument(s): the quotes of ${line.trim()} do not close.`);
    if (!allowChanges && !tells(server, words[0]!)) throw new Error(readOnly);
    return { line: line.trim(), words };
  });
  const started = performance.now();
  const replies = commands.map(({ line, words }) => ({ line, reply: server.ask(words) }));
  const duration = performance.now() - started;
  // Where a command has led to another database, the next text begins in the first one again.
  server.command('SELECT', 0);
  const writes = commands.filter(
    ({ words: [name = ''] }, at) => !tells(server, name) && !isFailure(replies[at]!.reply),
  );
  return {
    results: replies.slice(0, mostResults).map(({ line, reply }) => printed(line, reply)),
    statements: commands.length,
    changes: writes.length,
    duration,
  };
}

function printed(line: string, reply: Reply): ResultSet {
  const rows = printReply(reply).replace(/\n$/, '').split('\n');
  return pageOf([line], rows.map((text) => [cell('text', text)]), mostRows); // prettier-ignore
}
