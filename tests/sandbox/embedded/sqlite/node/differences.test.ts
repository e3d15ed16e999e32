import { describe, expect, test } from 'vitest';
import { native, ours } from './differential.ts';

/**
 * Where node:sqlite of the embedded runtime answers otherwise than Node's own. It shares one SQLite with better-sqlite3, so
 * that both see the same files and locks; what the two packages compile differently is then better-sqlite3's way.
 */
const differences: Record<string, [sql: string, native: unknown, ours: unknown]> = {
  'LIKE does not look into blobs': [`SELECT x'61' LIKE 'a' AS v`, { v: 1 }, { v: 0 }],
  'soundex exists': [`SELECT soundex('Robert') AS v`, 'no such function: soundex', { v: 'R163' }],
  'UPDATE and DELETE take a LIMIT': ['DELETE FROM t LIMIT 1', 'near "LIMIT": syntax error', undefined],
  'attached databases have a larger cache': [
    `PRAGMA attached.cache_size`,
    { cache_size: -2000 },
    { cache_size: -16000 },
  ],
};

function answer({ DatabaseSync }: typeof native, sql: string): unknown {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE t (a); ATTACH ':memory:' AS attached`);
  try {
    const row = db.prepare(sql).get();
    return row && { ...row };
  } catch (error) {
    return (error as Error).message;
  }
}

describe('named differences from Node', () => {
  test.each(Object.entries(differences))('%s', (_name, [sql, theirs, mine]) => {
    expect([answer(native, sql), answer(ours, sql)]).toEqual([theirs, mine]);
  });

  test('the version is that of better-sqlite3', () => {
    const { v } = answer(ours, 'SELECT sqlite_version() AS v') as { v: string };
    expect(v).not.toBe(process.versions['sqlite']);
    expect(v.split('.')[0]).toBe(process.versions['sqlite']!.split('.')[0]);
  });

  test('loading an extension says why not, and the way out', () => {
    const db = new ours.DatabaseSync(':memory:', { allowExtension: true });
    expect(() => db.loadExtension('spatial')).toThrow(/cannot load spatial: .* full Node or with npm test/);
  });

  test('a connection does not close while one of its queries runs, where Node crashes', () => {
    const db = new ours.DatabaseSync(':memory:');
    db.function('end', () => db.close() as never);
    expect(() => db.prepare('SELECT end()').get()).toThrow('database is executing a statement');
    db.function('again', () => again.get() as never);
    const again = db.prepare('SELECT again() AS v');
    expect(() => again.get()).toThrow('statement is currently being executed');
    expect(db.prepare('SELECT 1 AS fine').get()).toEqual({ fine: 1 });
  });
});
