// Starts your app on a port, for requests of your own: `node server.ts`. The tests do not use this file.
import { createApp } from './app.ts';

const authors = ['Ada', 'Grace', 'Mary'].map((name, index) => ({
  id: index + 1,
  name,
  email: `${name.toLowerCase()}@example.org`,
  passwordHash: '$2b$12$not.for.you',
}));
const books = Array.from({ length: 60 }, (_, index) => ({
  id: index + 1,
  title: `Volume ${index + 1}`,
  authorId: 1 + (index % authors.length),
}));

/** Prints each query, so that you see what a request costs. */
function log<T>(query: string, rows: T): Promise<T> {
  console.log(query);
  return Promise.resolve(rows);
}

const app = createApp({
  listBooks: (first) => log(`listBooks(${first})`, books.slice(0, first)),
  findBooks: (ids) =>
    log(
      `findBooks(${ids})`,
      books.filter(({ id }) => ids.includes(id)),
    ),
  findAuthors: (ids) =>
    log(
      `findAuthors(${ids})`,
      authors.filter(({ id }) => ids.includes(id)),
    ),
  findBooksOf: (ids) =>
    log(
      `findBooksOf(${ids})`,
      books.filter(({ authorId }) => ids.includes(authorId)),
    ),
  addBook: ({ title, authorId }) => {
    const book = { id: books.length + 1, title, authorId };
    books.push(book);
    return log(`addBook(${title})`, book);
  },
});

const port = Number(process.env['PORT'] ?? 3000);
app.listen(port, () => {
  console.log(`Listening on http://localhost:${port}/graphql`);
});
