import type { Database } from 'better-sqlite3';
import express, { type Response } from 'express';

export function createApp({ db }: { db: Database }) {
  const app = express();

  app.get('/books', (req, res) => {
    const search = String(req.query.search ?? '');
    const sort = String(req.query.sort ?? 'id');
    // TODO: phase 2. Whatever the client sent has to travel beside the SQL.
    const items = db
      .prepare(
        `SELECT id, title, author, cents FROM books
         WHERE title LIKE '%${search}%' OR author LIKE '%${search}%'
         ORDER BY ${sort}`,
      )
      .all();
    res.json({ items });
  });

  app.get('/books/:id', (req, res) => {
    const book = db.prepare(`SELECT id, title, author, cents FROM books WHERE id = ${req.params.id}`).get();
    if (!book) return sendNotFound(res, req.params.id);
    res.json(book);
  });

  return app;
}

function sendNotFound(res: Response, id: string) {
  res.status(404).json({ title: 'Not found', status: 404, detail: `There is no book ${id}.` });
}
