import { beforeEach, describe, expect, test } from 'vitest';
import { Database, DatabaseSync, inspect, log, rows, schema, watch } from './inspect/bench.ts';

beforeEach(() => watch.reset(false));

describe('the log of statements', () => {
  test('by text and by test, with counts, rows and changes', () => {
    watch.log.enter('first');
    const db = new Database(':memory:');
    db.exec('CREATE TABLE t (a);\n INSERT INTO t VALUES (1), (2)');
    const one = db.prepare('SELECT a FROM t\n  WHERE a = ?');
    for (let i = 0; i < 51; i++) one.get(i);
    watch.log.enter('second');
    db.prepare('SELECT a   FROM t -- all\nWHERE a = ?').all(1);
    for (const row of db.prepare('SELECT * FROM t').iterate()) expect(row).toBeDefined();
    db.prepare('DELETE FROM t').run();
    const { statements, others } = log();
    const told = statements.map(({ sql, tallies }) => [
      sql,
      tallies.map(({ scope, count, returned, changed }) => [scope, count, returned, changed]),
    ]);
    expect(Object.fromEntries(told)).toEqual({
      'CREATE TABLE t (a)': [['first', 1, 0, 0]],
      'INSERT INTO t VALUES (1), (2)': [['first', 1, 0, 2]],
      'SELECT a FROM t WHERE a = ?': [
        ['first', 51, 2, 0],
        ['second', 1, 1, 0],
      ],
      'SELECT * FROM t': [['second', 1, 2, 0]],
      'DELETE FROM t': [['second', 1, 0, 2]],
    });
    expect(others).toBe(0);
  });

  test('node:sqlite is in it as well', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE t (a)');
    db.prepare('INSERT INTO t VALUES (?), (?)').run(1, 2);
    db.prepare('SELECT * FROM t').all();
    db.prepare('SELECT * FROM t').get();
    expect([...db.prepare('SELECT a FROM t').iterate()]).toHaveLength(2);
    expect(
      log().statements.map(({ sql, tallies: [tally] }) => [sql, tally!.count, tally!.returned, tally!.changed]),
    ).toEqual([
      ['CREATE TABLE t (a)', 1, 0, 0],
      ['INSERT INTO t VALUES (?), (?)', 1, 0, 2],
      ['SELECT * FROM t', 2, 3, 0],
      ['SELECT a FROM t', 1, 2, 0],
    ]);
  });

  test('holds 500 statements and 100 tests for each, and counts the rest', () => {
    const db = new Database(':memory:');
    for (let i = 0; i < 520; i++) db.prepare(`SELECT ${i}`).get();
    const { statements, others } = log();
    expect([statements.length, others]).toEqual([500, 20]);
    const one = db.prepare('SELECT 0');
    for (let i = 0; i < 150; i++) {
      watch.log.enter(`test ${i}`);
      one.get();
    }
    const { tallies } = log().statements[0]!;
    expect([tallies.length, tallies[0]!.scope, tallies.at(-1)!.scope]).toEqual([100, 'earlier', 'test 149']);
    expect(tallies.reduce((sum, { count }) => sum + count, 0)).toBe(151);
  });

  test('looking is not in it, and the pulse beats for what is', () => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE t (a)');
    const before = inspect({ ask: 'pulse' });
    rows('t');
    schema();
    expect(inspect({ ask: 'pulse' })).toBe(before);
    db.prepare('SELECT * FROM t').all();
    expect(inspect({ ask: 'pulse' })).not.toBe(before);
    expect(log().statements).toHaveLength(2);
  });
});
