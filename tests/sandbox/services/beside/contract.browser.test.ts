import { describe, expect, test } from 'vitest';
import { createLocalRuntime } from '../../../../sandbox/runtimes/local.ts';
import { nodeConnect } from '../../../../sandbox/shell/node-connect.ts';
import type { Runtime } from '../../../../sandbox/types.ts';
import { browsers } from '../../../support/browsers.ts';
import { inBrowsers } from '../../../support/in-browsers.ts';
import { servicesCases, type ServicesPlace } from '../../../support/services-contract.ts';

const readOnly = 'This would change the database. Allow changes below the query box to run it.';

const expected: Record<string, unknown> = {
  'a server finds its databases, which outlive it and are shared with a second program': {
    phase: 'running',
    message: '',
    first: [
      [1, 1, 1],
      [2, 2, 2],
    ],
    printed: '/a,/b\n',
    again: [3, 3, 3],
  },
  'started clean, they are empty, and the running server finds them again': {
    before: [
      [1, 1, 1],
      [2, 2, 2],
    ],
    after: [1, 1, 1],
    phase: 'running',
  },
  'a fault of schema.sql has its line and the words of PostgreSQL': [
    'failed',
    'schema.sql:4: ERROR:  column "nobody" does not exist',
    expect.stringMatching(/running|ended/),
  ],
  'a schema.sql without end is ended, and the next one finds a PostgreSQL': [
    'failed',
    'schema.sql:3: this statement was still running when 15 s were over, which is all that schema.sql may take. A recursive query, a series or a loop in it may have no end.',
    'failed',
    expect.stringMatching(/running|ended/),
  ],
  'they are looked into in the order in which they are declared': {
    list: [
      ['MongoDB', 'mongodb'],
      ['PostgreSQL', 'postgres'],
      ['Redis', 'redis'],
    ],
    tables: [[['shop', 'visits', 3]], [['public', 'visits', 3]], [['main', 'db0', 1]]],
    columns: [
      ['id', 'integer', 1, true],
      ['path', 'text', 0, false],
      ['paid', 'boolean', 0, false],
    ],
    rows: { columns: ['id', 'path', 'paid'], rows: [['2', '/b', 'NULL']], more: true },
    document: '{"path":"/a","items":[{"sku":"pen"}]}',
    keys: { columns: ['key', 'type', 'ttl', 'value'], rows: [['visits', 'string', 'NULL', '3']], more: false },
    statements: [
      ['INSERT INTO visits (path) VALUES ($1)', 3, 0, 3],
      ['SELECT count(*)::int AS n FROM visits', 3, 3, 0],
    ],
  },
  'their boxes answer, and change nothing unless that is allowed': {
    sql: [[['/a', 'NULL']], [['7']], 0],
    refused: `ERROR:  cannot execute DELETE in a read-only transaction\n${readOnly}`,
    escape: readOnly,
    fault: 'Line 2: ERROR:  column "prize" does not exist',
    changed: [1],
    plan: [[0, 'Seq Scan on visits']],
    redisRefused: readOnly,
    redis: [
      [['OK']],
      [['(integer) 2']],
      [['1) "x"'], ['2) "y"']],
      [['(error) WRONGTYPE Operation against a key holding the wrong kind of value']],
      2,
    ],
    filter: 1,
    none: [[], 0],
    unknown: 'Begin with the name of a collection, then a filter: carts { paid: true }. There are: shop.visits.',
  },
  'a statement without end is ended with its database, which begins again': [
    'ended',
    'PostgreSQL is busy with a statement and does not answer. It can be looked into when that is done.',
    [['visits', 0]],
  ],
  'psql and redis-cli ask the same databases': [
    [],
    [['/psql']],
    '+OK\r\n',
    '+OK\r\n:2\r\n:2\r\n',
    [
      ['db0', 0],
      ['db2', 1],
    ],
  ],
  'a server without them is told nothing of them': 'undefined redis://\n',
};

const inNode = async (name: string): Promise<unknown> => {
  const open: Runtime[] = [];
  const createRuntime: ServicesPlace['createRuntime'] = async ({ timeLimit }) => {
    open.push(await createLocalRuntime({ timeLimit }));
    return open.at(-1)!;
  };
  const connect: ServicesPlace['connect'] = (_databases, port) => nodeConnect('127.0.0.1', port);
  try {
    return await servicesCases[name]!({ createRuntime, connect, usualPorts: false });
  } finally {
    for (const one of open) await one.dispose();
  }
};

test('every case has its answer', () => expect(Object.keys(servicesCases)).toEqual(Object.keys(expected)));

describe('in Node', () => {
  test.each(Object.keys(expected))('%s', async (name) => expect(await inNode(name)).toEqual(expected[name]));
});

inBrowsers(
  (page) => {
    test.each(Object.keys(expected))('%s', async (name) => expect(await page().services(name)).toEqual(expected[name]));
  },
  browsers.filter((name) => name === 'chromium'),
);
