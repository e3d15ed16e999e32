import { expect, test } from 'vitest';
import { placeOfError } from '../../site/scripts/sql-place.ts';

const never = async () => undefined;

test('finds the word that SQLite names, outside of texts and comments', async () => {
  const sql = "SELECT 'FORM' -- FORM\nFORM people";
  expect(await placeOfError(sql, 'near "FORM": syntax error', never)).toEqual({
    line: 2,
    column: 1,
    text: 'FORM people',
    length: 4,
  });
  expect(await placeOfError('SELECT a, citty FROM t', 'no such column: citty', never)).toMatchObject({
    line: 1,
    column: 11,
  });
  expect(await placeOfError('SELECT t.citty FROM t', 'no such column: t.citty', never)).toMatchObject({ column: 10 });
  expect(await placeOfError('SELECT * FROM peple', 'no such table: peple', never)).toMatchObject({ column: 15 });
  expect(
    await placeOfError('SELECT (1))', 'near ")": syntax error', async (sql) =>
      sql === 'SELECT (1))' ? 'near ")": syntax error' : undefined,
    ),
  ).toMatchObject({ column: 11 });
});

test('tries beginnings where the word stands several times', async () => {
  const sql = 'SELECT a, b\nFROM t WHERE WHERE a = 1';
  const message = 'near "WHERE": syntax error';
  const messageOf = async (text: string) => (text.endsWith('WHERE WHERE') ? message : 'incomplete input');
  expect(await placeOfError(sql, message, messageOf)).toMatchObject({ line: 2, column: 14 });
  expect(await placeOfError(sql, message, never)).toBeUndefined();
});

test('does not guess', async () => {
  expect(await placeOfError('SELECT a + a', 'no such column: a', never)).toBeUndefined();
  expect(await placeOfError('INSERT INTO t VALUES (1)', 'UNIQUE constraint failed: t.id', never)).toBeUndefined();
  expect(await placeOfError('SELECT 1', 'near "x": syntax error', never)).toBeUndefined();
});
