import type { Database } from 'better-sqlite3';
import express, { type ErrorRequestHandler } from 'express';

class Problem extends Error {
  status: number;
  errors: { field: string; message: string }[] | undefined;
  constructor(status: number, message: string, field?: string) {
    super(message);
    this.status = status;
    this.errors = field ? [{ field, message }] : undefined;
  }
}

/** Every statement is written out and prepared before the first request. */
export function createApp({ db }: { db: Database }) {
  const list =
    'SELECT id, title, author, cents FROM books WHERE instr(lower(title || char(10) || author), lower(?)) > 0';
  const inOrder = db.prepare(`${list} ORDER BY id`);
  const lists = {
    title: db.prepare(`${list} ORDER BY title`),
    author: db.prepare(`${list} ORDER BY author`),
    cents: db.prepare(`${list} ORDER BY cents`),
  };
  const one = db.prepare('SELECT id, title, author, cents FROM books WHERE id = @id');
  const isSort = (name: unknown): name is keyof typeof lists => typeof name === 'string' && Object.hasOwn(lists, name);

  const app = express();
  app.get('/books', (req, res) => {
    const { search = '', sort } = req.query;
    if (sort !== undefined && !isSort(sort)) throw new Problem(422, 'cannot be sorted by', 'sort');
    res.json({ items: (sort ? lists[sort] : inOrder).all(String(search)) });
  });
  app.get('/books/:id', (req, res) => {
    const book = /^\d+$/.test(req.params.id) ? one.get({ id: Number(req.params.id) }) : undefined;
    if (!book) throw new Problem(404, 'no such book');
    res.json(book);
  });
  app.use(sendProblem);
  return app;
}

const sendProblem: ErrorRequestHandler = (error, _req, res, next) => {
  if (!(error instanceof Problem)) return next(error);
  const { status, message, errors } = error;
  res.status(status).json({ title: 'Not possible', status, detail: message, errors });
};
