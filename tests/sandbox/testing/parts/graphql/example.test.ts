import { expect, test } from 'vitest';
import { explain, serve } from '#testing';
import { countCalls, query } from '#testing/graphql';
import { createApp } from './app.ts';

test('twenty books take one look for their authors', async () => {
  const { counted, counter } = countCalls({
    books: () => Array.from({ length: 20 }, (_, index) => ({ id: `${index}`, title: 'T', author: `${index}` })),
    authors: (ids: readonly string[]) => ids.map((id) => ({ id, name: `Author ${id}` })),
  });
  const client = await serve(createApp(counted));

  const { data, errors } = await query(client, '{ books(first: 20) { author { name } } }');

  expect(errors).toEqual([]);
  expect(data.books).toHaveLength(20);
  expect(
    counter.calls['authors'],
    explain({ expected: 'one call', because: 'twenty books need not ask twenty times', look: 'a DataLoader' }),
  ).toBe(1);
});
