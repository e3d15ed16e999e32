import type { Database } from 'better-sqlite3';
import express from 'express';

/** The search as it was on the day of the theft. Your attack is sent here; leave it as it is. */
export function createOldShop({ db }: { db: Database }) {
  const app = express();
  app.get('/books', (req, res) => {
    const search = String(req.query.search ?? '');
    const sql = `SELECT id, title, author, cents FROM books WHERE title LIKE '%${search}%' ORDER BY id`;
    res.json({ items: db.prepare(sql).all() });
  });
  return app;
}
