import type { Database } from 'better-sqlite3';
import express, { Router, type ErrorRequestHandler } from 'express';
import { login } from './login.ts';

interface Note {
  id: number;
  text: string;
}

class Problem extends Error {
  status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The notes of one user. Whoever holds this object cannot even name a stranger's row. */
class Notes {
  #db: Database;
  #owner: number;

  constructor(db: Database, owner: number) {
    this.#db = db;
    this.#owner = owner;
  }

  list(limit: number) {
    return this.#db
      .prepare<[number, number], Note>('SELECT id, text FROM notes WHERE user_id = ? ORDER BY id DESC LIMIT ?')
      .all(this.#owner, limit);
  }

  find(id: number): Note {
    const note = this.#db
      .prepare<[number, number], Note>('SELECT id, text FROM notes WHERE user_id = ? AND id = ?')
      .get(this.#owner, id);
    if (!note) throw new Problem(404, `No note has the id ${id}.`);
    return note;
  }

  add(text: string): Note {
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO notes (text, user_id) VALUES (?, ?)')
      .run(text, this.#owner);
    return { id: Number(lastInsertRowid), text };
  }

  rewrite(id: number, text: string): Note {
    const note = this.find(id);
    this.#db.prepare('UPDATE notes SET text = ? WHERE id = ?').run(text, note.id);
    return { ...note, text };
  }

  remove(id: number) {
    this.#db.prepare('DELETE FROM notes WHERE id = ?').run(this.find(id).id);
  }
}

export function createApp({ db }: { db: Database }) {
  const notes = Router();
  notes.use(login(db), express.json(), (_req, res, next) => {
    res.locals.notes = new Notes(db, res.locals.user.id);
    next();
  });
  notes.get('/', (req, res) => res.json({ items: res.locals.notes.list(Number(req.query.limit ?? 20)) }));
  notes.get('/:id', (req, res) => res.json(res.locals.notes.find(Number(req.params.id))));
  notes.post('/', (req, res) => res.status(201).json(res.locals.notes.add(readText(req.body))));
  notes.patch('/:id', (req, res) => res.json(res.locals.notes.rewrite(Number(req.params.id), readText(req.body))));
  notes.delete('/:id', (req, res) => {
    res.locals.notes.remove(Number(req.params.id));
    res.status(204).end();
  });

  const app = express();
  app.use('/notes', notes);
  app.use(sendProblem);
  return app;
}

function readText(body: { text?: unknown } | undefined): string {
  const text = body?.text;
  if (typeof text === 'string' && text.length >= 1 && text.length <= 1000) return text;
  throw new Problem(422, 'A note needs a text of 1 to 1,000 characters.');
}

// Express recognises an error handler by its four parameters.
const sendProblem: ErrorRequestHandler = (error, _req, res, _next) => {
  const status = error.status ?? 500;
  const detail = error instanceof Problem ? error.message : 'Something went wrong.';
  res.status(status).json({ title: status === 404 ? 'Not found' : 'Error', status, detail });
};
