import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { explain, needs, serve, type Client } from '#testing';
import { createApp } from './app.ts';
import { search as attack } from './attack.ts';
import { createOldShop } from './before.ts';

const schema = `
  CREATE TABLE books (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT NULL, cents INTEGER NOT NULL, paid_cents INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE vouchers (code TEXT PRIMARY KEY, percent INTEGER NOT NULL) STRICT;

  INSERT INTO books VALUES
    (1, 'Lunch Poems', 'Frank O''Hara', 1450, 700),
    (2, 'Select Poems', 'Emily Dickinson', 1200, 650),
    (3, 'Boilers for Beginners', 'Ada Stoker', 2890, 1900),
    (4, 'The Union of Two Rivers', 'Mo Drop', 990, 800),
    (5, 'Zero -- a Number', 'Bea Ellis', 1890, 400);
`;

function createShop(voucher = 'STAFF-PARTY') {
  const db = new Database(':memory:');
  onTestFinished(() => void db.close());
  db.exec(schema);
  db.prepare('INSERT INTO vouchers VALUES (?, 50)').run(voucher);
  return db;
}

/** A shop of its own for each test, and every SQL text that the app sent to its database. */
async function setUp({ fresh = true } = {}) {
  const db = createShop();
  const statements: string[] = [];
  const { prepare, exec } = db;
  vi.spyOn(db, 'prepare').mockImplementation((sql: string) => {
    statements.push(sql);
    return prepare.call(db, sql) as never;
  });
  vi.spyOn(db, 'exec').mockImplementation((sql: string) => {
    statements.push(sql);
    return exec.call(db, sql) as never;
  });
  const client = await serve(createApp({ db }), { fresh });
  return { client, statements };
}

/** Whoever lets SQL into the sort has that to mend first; the other holes are then not named. */
const sortIsOpen = async (client: Client) => (await client.get(path({ sort: 'title DESC, cents' }))).status === 200;

/** The ids of a list of books, or undefined where the answer is something else. */
function idsOf(text: string): number[] | undefined {
  try {
    return JSON.parse(text).items.map(({ id }: { id: number }) => id);
  } catch {
    return undefined;
  }
}

const path = (query: Record<string, string>) => `/books?${new URLSearchParams(query)}`;
/** What a list holds; an answer that is none is described by its status and its body. */
const describeList = (ids: number[] | undefined) => ids && (ids.length ? `books ${ids.join(', ')}` : 'no books');
const words = expect.stringMatching(/\w/);

describe('phase 1: attack.ts', () => {
  test.each(['NIGHT-4711', 'FERN-0815'])('reads the voucher %s out of the old shop', async (voucher) => {
    needs('the old shop');
    const client = await serve(createOldShop({ db: createShop(voucher) }));

    const answer = await client.get(path({ search: attack }));

    const ids = idsOf(answer.text);
    const found = answer.text.includes(voucher);
    expect(
      found ? 'a voucher' : 'no voucher',
      explain({
        diagnosis: !found && ids?.length === 5 && 'Every book came back, but no voucher',
        sent: `GET /books?search=${attack}`,
        expected: `a list in which the code ${voucher} stands`,
        because: 'what SQLite reads is the text of before.ts with yours inside of it',
        look:
          answer.status === 500
            ? 'the SQL in before.ts with your text written into it: which part of it does SQLite’s error speak of?'
            : 'the SQL in before.ts: what has to come after the first quote of yours?',
      }),
    ).toBe('a voucher');
  });
});

describe('GET /books', () => {
  test('lists the books in order of their ids, without what the shop paid', async () => {
    const { client } = await setUp();

    const answer = await client.get('/books');

    expect(
      idsOf(answer.text),
      explain({
        diagnosis: answer.text.includes('Too many parameter values') && 'A placeholder in quotes stands for itself',
        got: describeList(idsOf(answer.text)),
        expected: 'books 1, 2, 3, 4, 5',
        because: 'without a search all books fit',
        look:
          answer.status === 422
            ? 'which order the list has when nobody asks for one'
            : 'the SELECT behind GET /books: how many ? it has outside of quotes',
      }),
    ).toEqual([1, 2, 3, 4, 5]);
    expect(
      answer.json().items[0],
      explain({
        expected: 'id, title, author and cents of each book',
        because: 'what the shop paid is nobody’s business',
        look: 'the columns that your SELECT names',
      }),
    ).toEqual({ id: 1, title: 'Lunch Poems', author: "Frank O'Hara", cents: 1450 });
  });

  test.each([
    ['poems', [1, 2], 'title'],
    ['STOKER', [3], 'author'],
    ['ELL', [5], 'author'],
  ])('finds “%s”', async (search, expected, where) => {
    const { client } = await setUp();

    const answer = await client.get(path({ search }));

    expect(
      idsOf(answer.text),
      explain({
        sent: `GET /books?search=${search}`,
        got: describeList(idsOf(answer.text)),
        expected: `books ${expected.join(', ')}`,
        because: `their ${where} contains that text, in some mixture of capitals`,
        look: 'the WHERE of the search, and the value bound to it: it needs a % on both sides',
      }),
    ).toEqual(expected);
  });

  test.each<[string, number[], string]>([
    ["O'Hara", [1], "O'Hara vanished"],
    ['Select Poems', [2], '‘Select Poems’ vanished'],
    ['union', [4], '‘Select Poems’ vanished'],
    ['Drop', [4], '‘Select Poems’ vanished'],
    ['Zero --', [5], '‘Select Poems’ vanished'],
  ])('finds “%s”, which looks like SQL and is a book', async (search, expected, diagnosis) => {
    const { client } = await setUp();

    const answer = await client.get(path({ search }));

    const ids = idsOf(answer.text);
    const refused = answer.status < 500 && !ids?.includes(expected[0]!);
    expect(
      ids,
      explain({
        diagnosis: refused && diagnosis,
        sent: `GET /books?search=${search}`,
        got: describeList(ids),
        expected: `book ${expected.join(', ')}`,
        because: 'a text that is bound as a value may contain anything',
        look: refused ? 'what happens to the text before the database gets it' : 'how the text gets into the SQL',
      }),
    ).toEqual(expected);
  });

  test.each([
    ['attack.ts', attack],
    ['a UNION', "%' UNION SELECT 0, code, code, 1 FROM vouchers --"],
    ['a condition that is always true', "' OR '1'='1"],
    ['a second statement', "'; DROP TABLE books; --"],
  ])('takes %s for a text that no book contains', async (_what, search) => {
    const { client } = await setUp({ fresh: false });
    const harmless = ['', 'poems'].includes(search);

    const answer = await client.get(path({ search: harmless ? "' OR 1=1 --" : search }));

    expect(
      idsOf(answer.text),
      explain({
        sent: `GET /books?search=${search}`,
        got: describeList(idsOf(answer.text)),
        expected: 'an empty list',
        because: 'the search is a text to look for, not a part of the question',
        look: 'how the text gets into the SQL of GET /books',
      }),
    ).toEqual([]);
  });
});

describe('GET /books?sort=', () => {
  test.each([
    ['title', [3, 1, 2, 4, 5]],
    ['author', [3, 5, 2, 1, 4]],
    ['cents', [4, 2, 1, 5, 3]],
  ])('%s sorts by it', async (sort, expected) => {
    const { client } = await setUp();

    const answer = await client.get(path({ sort }));

    const ids = idsOf(answer.text);
    expect(
      ids,
      explain({
        diagnosis: String(ids) === '1,2,3,4,5' && 'Sort ignored: allow-list columns',
        got: describeList(ids),
        expected: `books ${expected.join(', ')}`,
        because: `that is their order by ${sort}; a bound value would be one constant for all rows`,
        look: 'the ORDER BY: choose the name of the column from a list of your own',
      }),
    ).toEqual(expected);
  });

  test('sorts what was found', async () => {
    const { client } = await setUp();

    const answer = await client.get(path({ search: 'poems', sort: 'cents' }));

    expect(
      idsOf(answer.text),
      explain({
        got: describeList(idsOf(answer.text)),
        expected: 'books 2, 1',
        because: 'both contain “poems”, and book 2 costs less',
        look: 'the SQL when both search and sort are sent',
      }),
    ).toEqual([2, 1]);
  });

  test.each<[string, string | false]>([
    ['(SELECT code FROM vouchers)', 'Sort took a query for a column'],
    ['title DESC, cents', 'Sort took a query for a column'],
    ['colour', false],
    ['paid_cents', 'Any column could sort, also what the shop paid'],
    ['constructor', '‘constructor’ counted as a column'],
    ['__proto__', '‘constructor’ counted as a column'],
  ])('%s is refused with 422', async (sort, diagnosis) => {
    const { client } = await setUp({ fresh: false });

    const open = await sortIsOpen(client);
    const answer = await client.get(path({ sort }));

    const told = /sqlite|no such column|syntax error/i.test(answer.text);
    const inherited = sort === 'constructor' || sort === '__proto__';
    const proved = inherited
      ? answer.status !== 422 && !open
      : answer.status === 200 && (sort !== 'paid_cents' || !open);
    expect(
      answer.status,
      explain({
        diagnosis: proved && diagnosis,
        sent: `GET /books?sort=${sort}`,
        expected: '422',
        because: 'books are sorted by title, author or cents, and by nothing else',
        look: 'where the name that was sent is compared with the names that are allowed',
      }),
    ).toBe(422);
    expect(
      told ? answer.text : 'words of the shop',
      explain({
        diagnosis: told && "SQLite's own words reached the client",
        expected: 'an error in words of the shop',
        because: 'messages of the database tell a stranger what the tables look like',
        look: 'what you put into `detail` and `message`',
      }),
    ).toBe('words of the shop');
    expect(
      answer.json(),
      explain({
        expected: 'an error of title, status, detail, and errors with the field sort',
        because: 'all errors of this API have one form',
        look: 'the answer for an unknown sort',
      }),
    ).toMatchObject({ title: words, status: 422, detail: words, errors: [{ field: 'sort', message: words }] });
  });
});

describe('GET /books/:id', () => {
  test.each([
    [2, { id: 2, title: 'Select Poems', author: 'Emily Dickinson', cents: 1200 }],
    [5, { id: 5, title: 'Zero -- a Number', author: 'Bea Ellis', cents: 1890 }],
  ])('shows book %i', async (id, book) => {
    const { client } = await setUp();

    const answer = await client.get(`/books/${id}`);

    expect(
      answer.status === 200 ? answer.json() : answer.status,
      explain({
        expected: `200 and book ${id}`,
        because: 'it is there',
        look: 'the WHERE of your SELECT, and the value bound to it',
      }),
    ).toEqual(book);
  });

  test.each(['0 OR 1=1', '2 OR 1=1', '0 UNION SELECT 1, code, code, 1 FROM vouchers', 'poems', '99'])(
    '%s is no id of a book: 404',
    async (id) => {
      const { client } = await setUp({ fresh: false });

      const open = await sortIsOpen(client);
      const answer = await client.get(`/books/${encodeURIComponent(id)}`);

      const shown = answer.status === 200 ? answer.json() : {};
      expect(
        answer.status,
        explain({
          diagnosis:
            (shown.id === 1 && !open && 'id=`0 OR 1=1` needs no quotes') ||
            (shown.id === 2 && '‘2 OR 1=1’ was read as 2'),
          sent: `GET /books/${id}`,
          expected: '404',
          because: 'no book has this text for an id',
          look: 'how the id gets into the SQL, and what reads it before',
        }),
      ).toBe(404);
      expect(
        answer.json(),
        explain({
          expected: 'an error of title, status and detail',
          because: 'all errors of this API have one form',
          look: 'sendNotFound',
        }),
      ).toMatchObject({ title: words, status: 404, detail: words });
    },
  );
});

test('the SQL is the same whatever is searched for, and whichever id is asked for', async () => {
  needs('a look at the SQL');
  const { client, statements } = await setUp();

  await client.get(path({ search: 'marigold' }));
  await client.get('/books/47110815');
  const open = await sortIsOpen(client);

  const [search, id] = ['marigold', '47110815'].map((value) => statements.find((sql) => sql.includes(value)));
  const [mixed = '', value = ''] = search ? [search, 'marigold'] : [id, '47110815'];
  expect(
    mixed ? 'SQL with a value in it' : 'SQL without values',
    explain({
      diagnosis:
        (search && !id && 'The search became part of the SQL') ||
        (id && !search && !open && 'The id became part of the SQL'),
      sent: 'a search for marigold, and GET /books/47110815',
      got: mixed && `this SQL: …${mixed.slice(Math.max(0, mixed.indexOf(value) - 30), mixed.indexOf(value) + 20)}…`,
      expected: 'SQL with a placeholder, and the value beside it',
      because: 'escaping has to be right each time',
      look: 'the SQL: it needs ? or :name, and the value goes to all() or get()',
    }),
  ).toBe('SQL without values');
});
