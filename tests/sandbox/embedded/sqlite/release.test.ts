import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, test } from 'vitest';
import { codeName } from '../../../../sandbox/embedded/sqlite/codes.ts';
import { Embedded, sqlite } from './differential.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const folder = mkdtempSync(join(tmpdir(), 'engine-room-sqlite-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Finalizers run some time after a collection, never within one turn of the event loop. */
async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 50 && !holds(); i++) {
    collect();
    await pause(10);
  }
  expect(holds()).toBe(true);
}

const free = (path: string) => () => {
  const db = new Embedded(path, { timeout: 0 });
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return true;
  } catch {
    return false;
  } finally {
    db.close();
  }
};

test('a forgotten connection gives up its locks', async () => {
  const path = join(folder, 'forgotten.db');
  const forget = () => {
    const db = new Embedded(path);
    db.function('own', () => 1);
    db.exec('CREATE TABLE t (x); BEGIN IMMEDIATE; INSERT INTO t VALUES (own())');
    db.prepare('SELECT * FROM t').get();
  };
  forget();
  expect(free(path)()).toBe(false);
  await until(free(path));
});

test('forgotten statements give back their memory', async () => {
  const db = new Embedded(':memory:');
  const prepareMany = () => {
    for (let i = 0; i < 3000; i++) db.prepare(`SELECT ${i} AS a, '${'x'.repeat(500)}' AS b`).get();
  };
  prepareMany();
  await pause(20);
  const before = sqlite.heap.u8.length;
  for (let round = 0; round < 8; round++) {
    collect();
    await pause(20);
    prepareMany();
  }
  expect(sqlite.heap.u8.length).toBeLessThan(before * 2);
  db.close();
});

test('result codes have the names of better-sqlite3', () => {
  expect([0, 1, 5, 19, 28, 100, 101].map(codeName).join()).toBe(
    'SQLITE_OK,SQLITE_ERROR,SQLITE_BUSY,SQLITE_CONSTRAINT,SQLITE_WARNING,SQLITE_ROW,SQLITE_DONE',
  );
  const extended = [517, 787, 1299, 1555, 2067, 2579, 3091, 522, 5898, 8714, 1294, 516, 279, 283].map(codeName);
  expect(extended).toMatchInlineSnapshot(`
    [
      "SQLITE_BUSY_SNAPSHOT",
      "SQLITE_CONSTRAINT_FOREIGNKEY",
      "SQLITE_CONSTRAINT_NOTNULL",
      "SQLITE_CONSTRAINT_PRIMARYKEY",
      "SQLITE_CONSTRAINT_UNIQUE",
      "SQLITE_CONSTRAINT_ROWID",
      "SQLITE_CONSTRAINT_DATATYPE",
      "SQLITE_IOERR_SHORT_READ",
      "SQLITE_IOERR_DELETE_NOENT",
      "SQLITE_IOERR_IN_PAGE",
      "SQLITE_CANTOPEN_DIRTYWAL",
      "SQLITE_ABORT_ROLLBACK",
      "SQLITE_AUTH_USER",
      "SQLITE_NOTICE_RECOVER_WAL",
    ]
  `);
  expect(codeName(12345)).toBe('UNKNOWN_SQLITE_ERROR_12345');
});

test('the stack of an error begins at the call, as natively; that of user code stays whole', () => {
  const db = new Embedded(':memory:');
  const insert = db.exec('CREATE TABLE t (x UNIQUE); INSERT INTO t VALUES (1)').prepare('INSERT INTO t VALUES (?)');
  db.function('mine', () => {
    throw new RangeError('from the user');
  });
  const stackOf = (act: () => unknown): string => {
    try {
      return `no error: ${act()}`;
    } catch (error) {
      return (error as Error).stack ?? '';
    }
  };
  const ours = [
    () => insert.run(1),
    () => insert.run(true),
    () => db.prepare('nonsense'),
    () => db.exec('nonsense'),
    () => new Embedded(folder),
    () => db.prepare('SELECT 1').pluck('x' as never),
  ];
  for (const act of ours) {
    const stack = stackOf(act);
    expect(stack).toMatch(/^(SqliteError|TypeError): .*\n +at /);
    expect(stack).toContain('release.test.ts');
    expect(stack).not.toMatch(/(?<!tests\/)sandbox\/embedded\/sqlite\//);
  }
  const getter = () =>
    insert.database.prepare('SELECT :a').get({
      get a() {
        throw new RangeError('getter');
      },
    });
  expect(stackOf(() => db.prepare('SELECT mine()').get())).toMatch(
    /^RangeError: from the user\n +at .*release\.test\.ts/,
  );
  expect(stackOf(getter)).toMatch(/^RangeError: getter\n +at .*release\.test\.ts/);
});
