import type { Database } from 'better-sqlite3';
import express from 'express';

interface Book {
  id: number;
  title: string;
  author: string;
  cents: number;
}

const orders = new Map<unknown, (a: Book, b: Book) => number>([
  [undefined, (a, b) => a.id - b.id],
  ['title', (a, b) => (a.title < b.title ? -1 : 1)],
  ['author', (a, b) => (a.author < b.author ? -1 : 1)],
  ['cents', (a, b) => a.cents - b.cents],
]);

/** A shop with a few hundred books reads them all; nothing that a client sends comes near the SQL. */
export function createApp({ db }: { db: Database }) {
  const all = db.prepare<[], Book>('SELECT id, title, author, cents FROM books');
  const app = express();

  app.get('/books', ({ query }, res) => {
    const order = orders.get(query.sort);
    if (!order) {
      res.status(422).json({
        title: 'Invalid query',
        status: 422,
        detail: 'See errors.',
        errors: [{ field: 'sort', message: 'is title, author or cents' }],
      });
      return;
    }
    const wanted = `${query.search ?? ''}`.toLowerCase();
    const fits = (text: string) => text.toLowerCase().includes(wanted);
    res.json({
      items: all
        .all()
        .filter(({ title, author }) => fits(title) || fits(author))
        .toSorted(order),
    });
  });

  app.get('/books/:id', ({ params }, res) => {
    const book = all.all().find(({ id }) => String(id) === params.id);
    if (book) res.json(book);
    else res.status(404).json({ title: 'No such book', status: 404, detail: 'Look at GET /books.' });
  });

  return app;
}
