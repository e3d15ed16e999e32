import { expect, test } from 'vitest';
import { rowsWords } from '../../site/scripts/sql-words.ts';

const rows = (count: number, more = false) => ({
  columns: ['a'],
  rows: Array.from({ length: count }, () => [{ type: 'integer' as const, text: '1' }]),
  more,
});
const of = (results: ReturnType<typeof rows>[], changes = 0, statements = 1) =>
  rowsWords({ results, changes, statements, duration: 1 });

test('counts rows and changes, and says when there are more', () => {
  expect(of([rows(1)])).toBe('Done: 1 row.');
  expect(of([rows(0)])).toBe('Done: 0 rows.');
  expect(of([rows(500, true)])).toBe('Done: the first 500 rows.');
  expect(of([], 3)).toBe('Done: 3 rows changed.');
  expect(of([rows(2)], 1, 2)).toBe('Done: 2 rows, 1 row changed.');
  expect(of([])).toBe('Done: 1 statement, no row was changed.');
});
