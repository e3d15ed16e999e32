import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { explain } from '#testing';

const query = readFileSync(new URL('./query.sql', import.meta.url), 'utf8');

type Row = Record<string, unknown>;

/** Two shops: rows that were typed instead of queried are right in one of them at most. */
const shops = {
  'the corner shop': {
    books: [
      [1, 'Wool', 900, 3],
      [2, 'Emma', 450, 1],
      [3, 'Dune', 900, 12],
      [4, 'Ulysses', 700, 0],
    ],
    rows: [
      { title: 'Emma', cents: 450 },
      { title: 'Dune', cents: 900 },
      { title: 'Wool', cents: 900 },
    ],
  },
  'the station shop': {
    books: [
      [1, 'Zorro', 300, 0],
      [2, 'Momo', 1200, 2],
      [3, 'Heidi', 1100, 1],
    ],
    rows: [
      { title: 'Heidi', cents: 1100 },
      { title: 'Momo', cents: 1200 },
    ],
  },
};

/** The rows of the learner's query, or what the database says about it. */
function ask(books: (string | number)[][]): { rows: Row[]; got: string } {
  const db = new Database(':memory:');
  try {
    db.exec(
      'CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE, cents INTEGER NOT NULL, stock INTEGER NOT NULL CHECK (stock >= 0)) STRICT',
    );
    const insert = db.prepare('INSERT INTO books VALUES (?, ?, ?, ?)');
    for (const book of books) insert.run(...book);
    const rows = db.prepare<[], Row>(query).all();
    return { rows, got: show(rows) };
  } catch (error) {
    return { rows: [], got: `no rows, because the database says: ${(error as Error).message}` };
  } finally {
    db.close();
  }
}

const show = (rows: Row[]) =>
  rows.length ? rows.map((row) => Object.values(row).join(' ')).join(' · ') : 'no rows at all';
const titles = (rows: Row[]) => rows.map(({ title }) => String(title));

describe.each(Object.entries(shops))('in %s', (shop, { books, rows: wanted }) => {
  const inStock = new Set(titles(wanted));

  test('stand the books in stock, and no others', () => {
    const { rows, got } = ask(books);

    const soldOut = titles(rows).find((title) => !inStock.has(title));
    expect(
      titles(rows).toSorted(),
      explain({
        diagnosis: soldOut && rows.length > wanted.length && 'A sold-out book was listed',
        sent: `your query to ${shop}, with ${books.length} books`,
        got,
        expected: `${wanted.length} books: ${[...inStock].toSorted().join(', ')}`,
        because: 'only what is in stock can be sold',
        look: soldOut ? `the WHERE: how many are there of ${soldOut}?` : 'the WHERE',
      }),
    ).toEqual([...inStock].toSorted());
  });

  test('have a title and a price, and nothing else', () => {
    const { rows, got } = ask(books);

    expect(
      rows.map((row) => Object.keys(row).toSorted().join(', ')),
      explain({
        sent: `your query to ${shop}`,
        got,
        expected: 'the columns title and cents in each row',
        because: 'the price list has these two columns',
        look: 'what stands behind SELECT',
      }),
    ).toEqual(wanted.map(() => 'cents, title'));
  });

  test('come with the cheapest first', () => {
    const { rows, got } = ask(books);

    const sameBooks = titles(rows).toSorted().join() === titles(wanted).toSorted().join();
    expect(
      rows.map(({ title, cents }) => ({ title, cents })),
      explain({
        diagnosis: sameBooks && 'The right books in an order that nobody asked for',
        sent: `your query to ${shop}`,
        got,
        expected: show(wanted),
        because: 'the cheapest comes first, and titles decide between equal prices',
        look: 'the ORDER BY: without it, any order is right to a database',
      }),
    ).toEqual(wanted);
  });
});
