import type { Database } from 'better-sqlite3';
import express, { type RequestHandler, type Response } from 'express';
import { login } from './login.ts';

/** One door for every route with an id: what passes it is the user's own note. */
export function createApp({ db }: { db: Database }) {
  const ownNote: RequestHandler = (req, res, next) => {
    const { id } = req.params;
    res.locals.note = db
      .prepare('SELECT id, text FROM notes WHERE id = :id AND user_id = :owner')
      .get({ id, owner: res.locals.user.id });
    if (res.locals.note) return next();
    res.status(404).json({ title: 'Not found', status: 404, detail: 'There is no such note.' });
  };

  const app = express().use(express.json()).use(login(db));

  app.get('/notes', ({ query }, res) => {
    const notes = db.prepare('SELECT id, text FROM notes WHERE user_id = ? ORDER BY id DESC');
    const limit = Math.min(Math.max(Math.trunc(Number(query.limit)) || 20, 1), 100);
    res.json({ items: notes.all(res.locals.user.id).slice(0, limit) });
  });

  app
    .route('/notes/:id')
    .all(ownNote)
    .get((_req, res) => {
      res.json(res.locals.note);
    })
    .delete((_req, res) => {
      db.prepare('DELETE FROM notes WHERE id = ?').run(res.locals.note.id);
      res.sendStatus(204);
    })
    .patch(validText, ({ body }, res) => {
      db.prepare('UPDATE notes SET text = ? WHERE id = ?').run(body.text, res.locals.note.id);
      res.json({ ...res.locals.note, text: body.text });
    });

  app.post('/notes', validText, ({ body }, res) => {
    const insert = db.prepare('INSERT INTO notes (user_id, text) VALUES (?, ?)');
    const { lastInsertRowid } = insert.run(res.locals.user.id, body.text);
    res.status(201).location(`/notes/${lastInsertRowid}`).json({ id: lastInsertRowid, text: body.text });
  });

  return app;
}

const validText: RequestHandler = (req, res: Response, next) => {
  const text = req.body?.text;
  if (typeof text === 'string' && text.length > 0 && text.length <= 1000) return next();
  res.status(422).json({ title: 'Invalid note', status: 422, detail: 'A note needs a text.' });
};
