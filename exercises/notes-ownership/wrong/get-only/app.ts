import type { Database } from 'better-sqlite3';
import express, { type Response } from 'express';
import { login } from './login.ts';

export function createApp({ db }: { db: Database }) {
  const app = express();
  app.use(express.json());
  app.use(login(db));
  // From here on, res.locals.user is the logged-in user: { id, name }.

  app.get('/notes', (req, res) => {
    const limit = readLimit(req.query.limit);
    const items = db
      .prepare('SELECT id, text FROM notes WHERE user_id = ? ORDER BY id DESC LIMIT ?')
      .all(res.locals.user.id, limit);
    res.json({ items });
  });

  app.get('/notes/:id', (req, res) => {
    const note = db
      .prepare('SELECT id, text FROM notes WHERE id = ? AND user_id = ?')
      .get(req.params.id, res.locals.user.id);
    if (!note) return sendNotFound(res, req.params.id);
    res.json(note);
  });

  app.delete('/notes/:id', (req, res) => {
    const { changes } = db.prepare('DELETE FROM notes WHERE id = ?').run(req.params.id);
    if (changes === 0) return sendNotFound(res, req.params.id);
    res.status(204).end();
  });

  app.patch('/notes/:id', (req, res) => {
    const text = readText(req.body);
    if (!text) return sendInvalidText(res);
    const note = db.prepare('UPDATE notes SET text = ? WHERE id = ? RETURNING id, text').get(text, req.params.id);
    if (!note) return sendNotFound(res, req.params.id);
    res.json(note);
  });

  app.post('/notes', (req, res) => {
    const text = readText(req.body);
    if (!text) return sendInvalidText(res);
    const note = db
      .prepare('INSERT INTO notes (user_id, text) VALUES (?, ?) RETURNING id, text')
      .get(res.locals.user.id, text);
    res.status(201).json(note);
  });

  return app;
}

function sendNotFound(res: Response, id: string) {
  res.status(404).json({ title: 'Not found', status: 404, detail: `There is no note ${id}.` });
}

function sendInvalidText(res: Response) {
  res.status(422).json({ title: 'Invalid note', status: 422, detail: 'A note needs a text of 1 to 1,000 characters.' });
}

/** The text of a note, or undefined when the body does not hold a usable one. */
function readText(body: { text?: unknown } | undefined): string | undefined {
  const text = body?.text;
  return typeof text === 'string' && text.length >= 1 && text.length <= 1000 ? text : undefined;
}

/** A whole number from 1 to 100; 20 when the query holds none. */
function readLimit(value: unknown): number {
  const limit = Number(value ?? 20);
  return Number.isInteger(limit) && limit >= 1 && limit <= 100 ? limit : 20;
}
