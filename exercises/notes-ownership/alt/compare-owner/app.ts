import type { Database } from 'better-sqlite3';
import express, { type Response } from 'express';
import { login } from './login.ts';

interface Note {
  id: number;
  user_id: number;
  text: string;
}

/** Reads the row first and compares its owner in JavaScript; the route never sees a stranger's row. */
export function createApp({ db }: { db: Database }) {
  const app = express();
  app.use(express.json());
  app.use(login(db));

  function findOwn(id: string, res: Response): Note | undefined {
    const note = db.prepare<[string], Note>('SELECT * FROM notes WHERE id = ?').get(id);
    if (note && note.user_id === res.locals.user.id) return note;
    res.status(404).json({ title: 'Not found', status: 404, detail: `There is no note ${id}.` });
    return undefined;
  }

  app.get('/notes', (req, res) => {
    const own = db
      .prepare<[], Note>('SELECT * FROM notes')
      .all()
      .filter((note) => note.user_id === res.locals.user.id)
      .toSorted((a, b) => b.id - a.id)
      .slice(0, Number(req.query.limit ?? 20));
    res.json({ items: own.map(show) });
  });

  app.get('/notes/:id', (req, res) => {
    const note = findOwn(req.params.id, res);
    if (note) res.json(show(note));
  });

  app.delete('/notes/:id', (req, res) => {
    const note = findOwn(req.params.id, res);
    if (!note) return;
    db.prepare('DELETE FROM notes WHERE id = ?').run(note.id);
    res.status(204).send();
  });

  app.patch('/notes/:id', (req, res) => {
    const note = findOwn(req.params.id, res);
    if (!note) return;
    const text = readText(req.body?.text, res);
    if (!text) return;
    db.prepare('UPDATE notes SET text = ? WHERE id = ?').run(text, note.id);
    res.json(show({ ...note, text }));
  });

  app.post('/notes', (req, res) => {
    const text = readText(req.body?.text, res);
    if (!text) return;
    const user_id: number = res.locals.user.id;
    const { lastInsertRowid } = db
      .prepare('INSERT INTO notes (user_id, text) VALUES (@user_id, @text)')
      .run({ user_id, text });
    res.status(201).json(show({ id: Number(lastInsertRowid), user_id, text }));
  });

  return app;
}

function readText(text: unknown, res: Response): string | undefined {
  if (typeof text === 'string' && text.length > 0 && text.length <= 1000) return text;
  res.status(422).json({ title: 'Unusable text', status: 422, detail: 'Send a text of 1 to 1,000 characters.' });
  return undefined;
}

const show = ({ id, text }: Note) => ({ id, text });
