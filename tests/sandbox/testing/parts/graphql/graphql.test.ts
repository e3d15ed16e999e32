import { describe, expect, test } from 'vitest';
import { serve } from '#testing';
import { countCalls, nested, query } from '#testing/graphql';
import { createApp } from './app.ts';

const books = Array.from({ length: 20 }, (_, index) => ({
  id: `${index}`,
  title: `Book ${index}`,
  author: `${index % 3}`,
}));
const source = {
  books: () => books,
  authors: (ids: readonly string[]) => ids.map((id) => ({ id, name: `Author ${id}` })),
};

async function open() {
  const { counted, counter } = countCalls(source);
  return { client: await serve(createApp(counted)), counter };
}

describe('query', () => {
  test('gives data, and the calls that it took', async () => {
    const { client, counter } = await open();
    const { status, data, errors } = await query(
      client,
      'query ($first: Int!) { books(first: $first) { title author { name } } }',
      {
        variables: { first: 20 },
      },
    );
    expect([status, data.books.length, data.books[4], errors]).toEqual([200, 20, { title: 'Book 4', author: { name: 'Author 1' } }, []]); // prettier-ignore
    expect(counter.calls).toEqual({ books: 1, authors: 1 });
    counter.reset();
    expect(counter.total()).toBe(0);
  });

  test('gives errors with their codes', async () => {
    const { client } = await open();
    const failed = await query(client, 'mutation { rename(id: "99", title: "x") { id } }');
    expect(failed).toMatchObject({ data: null, errors: [{ message: 'There is no book 99', path: ['rename'], extensions: { code: 'NOT_FOUND' } }] }); // prettier-ignore
    const wrong = await query(client, '{ nope }');
    expect([wrong.status, wrong.data, wrong.errors[0]?.message]).toEqual([400, undefined, 'Cannot query field "nope" on type "Query".']); // prettier-ignore
  });

  test('says when something else answers', async () => {
    const client = await serve((_request: unknown, response: { end(text: string): void }) => response.end('Hello'));
    await expect(query(client, '{ a }')).rejects.toThrow('/graphql does not answer as GraphQL does');
  });
});

describe('limits', () => {
  test('of depth and cost refuse a document before it is executed', async () => {
    const { client, counter } = await open();
    expect(nested(3, 'books', 'author')).toBe('{ books { author { books { id } } } }');
    expect((await query(client, nested(3, 'books', 'author'))).errors).toEqual([]);
    counter.reset();
    expect((await query(client, nested(30, 'books', 'author'))).errors[0]?.message).toBe('Deeper than 4 levels');
    expect((await query(client, '{ books(first: 90) { id title } }')).errors[0]?.message).toBe('Costs more than 100');
    expect(counter.total()).toBe(0);
  });
});

test('subscriptions are server-sent events', async () => {
  const { client } = await open();
  const path = `/graphql?query=${encodeURIComponent('subscription { count(to: 2) }')}`;
  const { headers, text } = await client.get(path, { headers: { accept: 'text/event-stream' } });
  expect(headers['content-type']).toBe('text/event-stream');
  expect(text.match(/data: .*/g)).toEqual(['data: {"data":{"count":1}}', 'data: {"data":{"count":2}}']);
});
