import { describe, expect, test } from 'vitest';
import { explain, needs, serve } from '#testing';
import { countCalls, nested, query } from '#testing/graphql';
import { createApp, type Db } from './app.ts';

/**
 * Books 1 to 60 of authors 1 to 20: book 1 is of author 20, book 2 of author 19 and so on, book 21 of author 20 again.
 * Book 100 is the only one of author 100. Rows come back in the order in which a database may have them: any.
 */
function createDb() {
  const authors = [...Array.from({ length: 20 }, (_, index) => index + 1), 100].map((id) => ({
    id,
    name: `Author ${id}`,
    email: `author-${id}@example.org`,
    passwordHash: `$2b$12$secret-of-${id}`,
  }));
  const books = Array.from({ length: 60 }, (_, index) => ({
    id: index + 1,
    title: `Book ${index + 1}`,
    authorId: 20 - (index % 20),
  }));
  books.push({ id: 100, title: 'Book 100', authorId: 100 });
  /** The largest number of books that was ever asked for. */
  let most = 0;
  const db: Db = {
    async listBooks(first) {
      most = Math.max(most, first);
      return books.slice(0, first).toReversed();
    },
    findBooks: async (ids) => books.filter(({ id }) => ids.includes(id)).toReversed(),
    findAuthors: async (ids) =>
      authors
        .filter(({ id }) => ids.includes(id))
        .toReversed()
        .map((row) => ({ ...row })),
    findBooksOf: async (ids) => books.filter(({ authorId }) => ids.includes(authorId)).toReversed(),
    async addBook({ title, authorId }) {
      const book = { id: 1000 + books.length, title, authorId };
      books.push(book);
      return book;
    },
  };
  const { counted, counter } = countCalls(db);
  return {
    db: counted,
    counter,
    most: () => most,
    stored: (id: number) => books.find((book) => book.id === id),
    rename: (id: number, name: string) => void (authors.find((author) => author.id === id)!.name = name),
  };
}

async function setUp(change: Partial<Db> = {}) {
  needs('a database that the test counts');
  const database = createDb();
  const client = await serve(createApp(Object.assign(Object.create(database.db) as Db, change)));
  return { ...database, ask: (document: string, variables = {}) => query(client, document, { variables }) };
}

const show = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 150);
/** What came back, in short: the data, or the words of the first error and its field. */
const told = ({ data, errors: [error] }: { data: unknown; errors: { message: string; path?: unknown[] }[] }) =>
  error ? `the error “${error.message.slice(0, 100)}”${error.path ? ` at ${error.path.join('.')}` : ''}` : show(data);

describe('the schema', () => {
  test('offers no field that must stay private', async () => {
    const { ask } = await setUp();

    const { data } = await ask('{ schema: __schema { types { name fields { name } } } }');

    const types: { name: string; fields: { name: string }[] | null }[] = data.schema.types;
    const secrets = types.flatMap(({ name, fields }) =>
      (fields ?? []).filter((field) => /hash|password|email/i.test(field.name)).map((field) => `${name}.${field.name}`),
    );
    expect(
      secrets,
      explain({
        diagnosis: secrets.some((one) => /hash|password/i.test(one)) && 'Schema offered a secret',
        sent: 'a question for all types and their fields, which any client may ask',
        got: `${secrets.join(' and ')} among them`,
        expected: 'no such field',
        because: 'a field in the schema is a field for everybody',
        look: 'the types of typeDefs',
      }),
    ).toEqual([]);
  });
});

describe('books', () => {
  test('come with their authors', async () => {
    const { ask } = await setUp();

    const answer = await ask('{ books(first: 20) { id title author { name } } }');

    expect(
      answer.data?.books?.length,
      explain({
        got: told(answer),
        expected: '20 books',
        because: 'so many were asked for',
        look: answer.errors[0]?.path?.includes('author') ? 'what Book.author gives back for a book' : 'Query.books',
      }),
    ).toBe(20);
    const mixed = answer.data.books.find(
      ({ id, author }: { id: number; author: { name: string } }) => author.name !== `Author ${21 - id}`,
    );
    expect(
      mixed,
      explain({
        diagnosis: /^Author \d+$/.test(mixed?.author.name) && 'Books were given to the wrong authors',
        got: mixed && `“${mixed.title}” by ${mixed.author.name}`,
        expected: mixed && `“${mixed.title}” by Author ${21 - mixed.id}`,
        because: 'the database gives rows in its own order, and a loader gives them in the order of the ids',
        look: 'the batch function of authors: which id is each of its results for?',
      }),
    ).toBeUndefined();
  });

  test('ask the database once for all of their authors', async () => {
    const { ask, counter } = await setUp();

    await ask('{ books(first: 20) { title author { name } } }');

    const { listBooks = 0, findAuthors = 0 } = counter.calls;
    expect(
      findAuthors,
      explain({
        diagnosis: findAuthors === 20 && '20 books caused 21 queries',
        sent: '{ books(first: 20) { title author { name } } }',
        got: `${listBooks} listBooks and ${findAuthors} findAuthors`,
        expected: 'one of each',
        because: 'each query is a way to the database and back, and a list of 50 would take 51',
        look: 'Book.author, which runs once for each book: what it asks could be collected',
      }),
    ).toBe(1);
  });

  test('ask the database once on each level', async () => {
    const { ask, counter } = await setUp();

    const answer = await ask('{ books(first: 20) { author { books { author { name } } } } }');

    expect(
      answer.data?.books?.every(({ author }: any) => author.books.length === 3),
      explain({
        got: told(answer),
        expected: 'three books of each author',
        because: 'authors 1 to 20 wrote three each',
        look: 'Author.books',
      }),
    ).toBe(true);
    const { findBooksOf = 0, findAuthors = 0 } = counter.calls;
    expect(
      findBooksOf,
      explain({
        sent: '{ books(first: 20) { author { books { author { name } } } } }',
        got: `${findBooksOf} findBooksOf`,
        expected: 'one',
        because: 'twenty authors are one level',
        look: 'Author.books: it wants a loader of its own',
      }),
    ).toBe(1);
    expect(
      findAuthors,
      explain({
        sent: '{ books(first: 20) { author { books { author { name } } } } }',
        got: `${findAuthors} findAuthors`,
        expected: 'at most two, for two levels of authors',
        because: 'one level costs one query',
        look: 'Book.author',
      }),
    ).toBeLessThanOrEqual(2);
  });

  test('show each request what is in the database by then', async () => {
    const { ask, rename } = await setUp();
    await ask('{ book(id: 1) { author { name } } }');

    rename(20, 'Ann Onymous');
    const answer = await ask('{ book(id: 1) { author { name } } }');

    const name = answer.data?.book?.author?.name;
    expect(
      name,
      explain({
        diagnosis: name === 'Author 20' && 'The second request got what the first one had loaded',
        sent: '{ book(id: 1) { author { name } } }, twice; in between the author took another name',
        got: name ?? told(answer),
        expected: 'Ann Onymous',
        because: 'a loader remembers, and what one user loaded is not for the next one',
        look: 'when your loaders are made: once for the app, or once for a request',
      }),
    ).toBe('Ann Onymous');
  });

  test('that are not there are null', async () => {
    const { ask } = await setUp();

    const answer = await ask('{ book(id: 999) { title } }');

    expect(
      [answer.data?.book, answer.errors.length],
      explain({
        got: told(answer),
        expected: '{"book":null} without an error',
        because: '“there is none” is an answer',
        look: 'Query.book',
      }),
    ).toEqual([null, 0]);
  });
});

describe('first', () => {
  test.each([
    [100_000, 50],
    [51, 50],
    [50, 50],
    [7, 7],
    [undefined, 20],
  ])('%s gives %s books', async (first, expected) => {
    const { ask, most } = await setUp();

    const answer = await ask(first === undefined ? '{ books { id } }' : `{ books(first: ${first}) { id } }`);

    expect(
      most(),
      explain({
        diagnosis: most() === 100_000 && 'first: 100000 asked the database for 100000 books',
        got: `a query for ${most()} books`,
        expected: String(expected),
        because: 'the client picks the number, and you pay for it',
        look: 'what Query.books hands to listBooks',
      }),
    ).toBe(expected);
    expect(
      answer.data?.books?.length,
      explain({ got: told(answer), expected: `${expected} books`, because: 'so many are there', look: 'Query.books' }),
    ).toBe(expected);
  });
});

describe('addBook', () => {
  const addBook = `mutation ($title: String!, $authorId: Int!) {
    addBook(title: $title, authorId: $authorId) { book { id title author { name } } errors { field message } }
  }`;

  test.each([1, 80])('stores a book with a title of %i characters', async (length) => {
    const { ask, stored } = await setUp();
    const title = 'x'.repeat(length);

    const answer = await ask(addBook, { title, authorId: 3 });

    const { book, errors } = answer.data?.addBook ?? {};
    expect(
      [book?.title, book?.author?.name, errors],
      explain({
        sent: `addBook with a title of ${length} characters and author 3`,
        got: told(answer),
        expected: 'the book, by Author 3, and an empty list of errors',
        because: 'both are fine, and 80 characters are still allowed',
        look: 'what Mutation.addBook resolves to',
      }),
    ).toEqual([title, 'Author 3', []]);
    expect(
      stored(book.id)?.authorId,
      explain({
        sent: 'addBook with author 3',
        got: `no book of author 3 under id ${book.id}`,
        expected: 'the book in the database',
        because: 'it has to outlive the request',
        look: 'db.addBook',
      }),
    ).toBe(3);
  });

  test.each([
    ['an empty title', { title: '', authorId: 3 }, ['title']],
    ['a title of 81 characters', { title: 'x'.repeat(81), authorId: 3 }, ['title']],
    ['an author who is not there', { title: 'Emma', authorId: 999 }, ['authorId']],
    ['an empty title and nobody’s author', { title: '', authorId: 999 }, ['authorId', 'title']],
  ])('says what is wrong with %s', async (what, variables, fields) => {
    const { ask, counter } = await setUp();

    const answer = await ask(addBook, variables);

    const faults: { field: string; message: string }[] | undefined = answer.data?.addBook?.errors;
    const masked = answer.errors.some(({ message }) => message.startsWith('Unexpected error'));
    expect(
      faults?.map(({ field }) => field).toSorted(),
      explain({
        diagnosis: masked && 'Which field was wrong stayed a secret of the server',
        sent: `addBook with ${what}`,
        got: told(answer),
        expected: `errors for ${fields.join(' and ')}, in the data`,
        because: 'a form shows each message beside its field; what is thrown is for programmers',
        look: 'what Mutation.addBook gives back when something is wrong',
      }),
    ).toEqual(fields);
    expect(
      [answer.data.addBook.book, faults!.every(({ message }) => /\w/.test(message))],
      explain({
        sent: `addBook with ${what}`,
        got: told(answer),
        expected: 'no book, and a message for each fault',
        because: 'the person who typed it has to know what to change',
        look: 'the object that Mutation.addBook gives back',
      }),
    ).toEqual([null, true]);
    const { addBook: added = 0 } = counter.calls;
    expect(
      added,
      explain({
        diagnosis: what === 'an empty title' && added > 0 && 'A book without a title was stored',
        sent: `addBook with ${what}`,
        got: `${added} call of db.addBook`,
        expected: 'none',
        because: 'what is refused is not stored',
        look: 'the order of checking and storing',
      }),
    ).toBe(0);
  });
});

describe('depth', () => {
  /** Book 100 is its author's only one, so that each level holds one thing. */
  const plain = (levels: number) => `{ book(id: 100) ${nested(levels - 2, 'author', 'books')} }`;
  /** The same levels, with an id before and after what goes deeper. */
  const beside = (levels: number) => {
    const deep = nested(levels - 2, 'author', 'books');
    return `{ book(id: 100) ${deep.replaceAll('{ ', '{ id ').replaceAll(' }', ' last: id }')} }`;
  };
  /** The same levels, two in each fragment. */
  const spread = (levels: number) => {
    const count = (levels - 2) / 2;
    const fragments = Array.from({ length: count }, (_, index) => {
      const next = index + 1 < count ? `...f${index + 1}` : 'id';
      return `fragment f${index} on Book { author { books { ${next} } } }`;
    });
    return `{ book(id: 100) { ...f0 } } ${fragments.join(' ')}`;
  };
  const inline = (levels: number) =>
    plain(levels)
      .replaceAll('author {', '... on Book { author {')
      .replace(/\}$/, '}'.repeat(Math.floor((levels - 1) / 2)) + '}');

  test.each([
    ['', plain(8)],
    [' beside shallow fields', beside(8)],
    [' in fragments', spread(8)],
    [' in inline fragments', inline(8)],
  ])('of 8 levels%s is answered', async (_where, document) => {
    const { ask } = await setUp();

    const answer = await ask(document);

    expect(
      answer.errors,
      explain({
        sent: document.slice(0, 120),
        got: told(answer),
        expected: 'data',
        because: '8 levels are allowed',
        look: 'depthOf: does `{ books { title } }` have 2 levels?',
      }),
    ).toEqual([]);
  });

  test.each([
    ['30', '', plain(30)],
    ['9', '', plain(9)],
    ['9', ' beside shallow fields', beside(9)],
    ['30', ' in fragments', spread(30)],
    ['10', ' in inline fragments', inline(10)],
  ])('of %s levels%s is refused before anything is loaded', async (levels, where, document) => {
    const { ask, counter } = await setUp();
    const refusesPlain = where !== '' && (await ask(plain(30))).errors.length > 0;
    counter.reset();

    const answer = await ask(document);

    const passed = answer.errors.length === 0;
    expect(
      { refused: !passed, queries: counter.total() },
      explain({
        diagnosis:
          passed &&
          levels === '30' &&
          (where ? refusesPlain && 'Fragments hid the depth of a query' : 'Depth 30 accepted'),
        sent: `a query of ${levels} levels${where}: ${document.slice(0, 80)} …`,
        got: `${told(answer).slice(0, 80)} after ${counter.total()} queries`,
        expected: 'an error after 0 queries',
        because: 'each level multiplies the work, and asking costs a client nothing',
        look: where.includes('fragments')
          ? 'depthOf: what a fragment adds to the depth'
          : where
            ? 'depthOf: of several fields side by side, the deepest counts'
            : 'depthOf, and where its result is compared',
      }),
    ).toEqual({ refused: true, queries: 0 });
  });

  test('has an end where a fragment contains itself', async () => {
    const { ask, counter } = await setUp();

    const answer = await ask('{ book(id: 100) { ...f } } fragment f on Book { author { books { ...f } } }');

    expect(
      { refused: answer.errors.length > 0, queries: counter.total() },
      explain({
        got: told(answer),
        expected: 'an error after 0 queries',
        because: 'written out, it would be deep without an end',
        look: 'depthOf: which fragments it has been in already',
      }),
    ).toEqual({ refused: true, queries: 0 });
  });
});

test('a failing database is not quoted', async () => {
  const words = 'connect ECONNREFUSED 10.0.0.5:5432';
  const { ask } = await setUp({ listBooks: () => Promise.reject(new Error(words)) });

  const answer = await ask('{ books { title } }');

  expect(
    answer.errors.length,
    explain({ got: told(answer), expected: 'an error', because: 'there are no books to show', look: 'Query.books' }),
  ).toBeGreaterThan(0);
  const quoted = JSON.stringify(answer.errors).includes('10.0.0.5');
  expect(
    quoted,
    explain({
      diagnosis: quoted && "The database's own words reached the client",
      sent: '{ books { title } }, while the database could not be reached',
      got: told(answer),
      expected: 'that something went wrong, and no more',
      because: 'addresses and table names help an attacker, and no client',
      look: 'the options of createYoga',
    }),
  ).toBe(false);
});
