import type { Database } from 'better-sqlite3';
import express, { type Response } from 'express';

/** What a client may sort by. A column is no value, so it cannot be bound; it is chosen from here. */
const columns = ['id', 'title', 'author', 'cents'];

export function createApp({ db }: { db: Database }) {
  const app = express();

  app.get('/books', (req, res) => {
    const search = String(req.query.search ?? '').replaceAll("'", "''");
    const column = columns.find((name) => name === (req.query.sort ?? 'id'));
    if (!column) return sendUnknownSort(res);
    const items = db
      .prepare(
        `SELECT id, title, author, cents FROM books
         WHERE title LIKE '%${search}%' OR author LIKE '%${search}%'
         ORDER BY ${column}`,
      )
      .all();
    res.json({ items });
  });

  app.get('/books/:id', (req, res) => {
    const book = db
      .prepare(`SELECT id, title, author, cents FROM books WHERE id = ${req.params.id.replaceAll("'", "''")}`)
      .get();
    if (!book) return sendNotFound(res, req.params.id);
    res.json(book);
  });

  return app;
}

function sendNotFound(res: Response, id: string) {
  res.status(404).json({ title: 'Not found', status: 404, detail: `There is no book ${id}.` });
}

function sendUnknownSort(res: Response) {
  const errors = [{ field: 'sort', message: `must be one of ${columns.slice(1).join(', ')}` }];
  res.status(422).json({ title: 'Unknown order', status: 422, detail: 'Books cannot be sorted by that.', errors });
}
