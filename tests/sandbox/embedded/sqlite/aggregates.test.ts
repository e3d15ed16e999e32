import { describe } from 'vitest';
import { same } from './differential.ts';

describe('aggregates', () => {
  same('start, step, result, groups, no rows', ({ db, rows }) => {
    db.exec(`CREATE TABLE t (g, v); INSERT INTO t VALUES ('a', 1), ('a', 2), ('b', 10), ('b', NULL)`);
    let starts = 0;
    db.aggregate('add_all', { start: 0, step: (total: number, next: number) => total + next });
    db.aggregate('list', {
      start: () => (starts++, [] as unknown[]),
      step: (list: unknown[], next: unknown) => void list.push(next),
      result: (list: unknown[]) => list.join('|'),
    });
    db.aggregate('pairs', { start: 0, varargs: true, step: (n: number, ...rest: unknown[]) => n + rest.length });
    return [
      rows('SELECT g, add_all(v) AS s, list(v) AS l, pairs(v, g, 1) AS p FROM t GROUP BY g'),
      rows('SELECT list(v) AS l, add_all(v) AS s FROM t WHERE 0'),
      starts,
      rows('SELECT add_all(v) + add_all(v * 2) AS s FROM t'),
    ];
  });

  same('as window functions', ({ db, rows, attempt }) => {
    db.exec('CREATE TABLE t (v); INSERT INTO t VALUES (1), (2), (3), (4), (5)');
    db.aggregate('moving', {
      start: 0,
      step: (total: number, next: number) => total + next,
      inverse: (total: number, old: number) => total - old,
      result: (total: number) => total * 10,
    });
    db.aggregate('plain', { start: 0, step: (total: number, next: number) => total + next });
    return [
      rows(
        'SELECT v, moving(v) OVER (ORDER BY v ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS m, moving(v) OVER () AS a FROM t',
      ),
      attempt(() => rows('SELECT plain(v) OVER (ORDER BY v) AS p FROM t')),
      rows('SELECT moving(v) AS m FROM t'),
    ];
  });

  same('exceptions in each of their parts', ({ db, attempt, rows }) => {
    db.exec('CREATE TABLE t (v); INSERT INTO t VALUES (1), (2), (3)');
    const boom = (part: string) => () => {
      throw new RangeError(part);
    };
    db.aggregate('a1', { start: boom('start'), step: () => 1 });
    db.aggregate('a2', { start: 0, step: boom('step') as (total: number) => number, result: () => 5 });
    db.aggregate('a3', { start: 0, step: () => 1, result: boom('result') });
    db.aggregate('a4', {
      start: 0,
      step: () => 1,
      inverse: boom('inverse') as (total: number) => number,
      result: () => 5,
    });
    db.aggregate('a5', { start: 0, step: () => ({}) as unknown as number });
    db.aggregate('a6', { start: 0, step: () => (2n ** 80n) as unknown as number });
    const names = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'];
    return [
      names.map((name) => attempt(() => rows(`SELECT ${name}() AS r FROM t`))),
      names.map((name) =>
        attempt(() => rows(`SELECT ${name}() OVER (ORDER BY v ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS r FROM t`)),
      ),
      rows('SELECT 1 AS fine'),
    ];
  });
});
