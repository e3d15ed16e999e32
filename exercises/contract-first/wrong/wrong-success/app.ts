import express from 'express';

interface Task {
  id: number;
  title: string;
  due: string | null;
  done: boolean;
}

export function createApp() {
  const tasks: Task[] = [];
  const app = express();
  app.use(express.json());

  app.get('/tasks', (_req, res) => {
    res.json({ items: tasks });
  });

  app.post('/tasks', (req, res) => {
    const body = req.body ?? {};
    const errors = findErrors(body);
    if (errors.length > 0) {
      res.status(422).json({ title: 'Invalid task', status: 422, detail: 'See errors.', errors });
      return;
    }
    // Null is an answer, a missing field is a riddle: every task has all four fields.
    const task = { id: tasks.length + 1, title: body.title, due: body.due ?? null, done: false };
    tasks.push(task);
    res.json(task);
  });

  app.get('/tasks/:id', (req, res) => {
    const task = tasks.find(({ id }) => id === Number(req.params.id));
    if (task) res.json(task);
    else res.status(404).json({ title: 'Not found', status: 404, detail: `There is no task ${req.params.id}.` });
  });

  return app;
}

/** Every fault of a new task: an empty list when there is none. */
export function findErrors({ title, due }: { title?: unknown; due?: unknown }) {
  const errors: { field: string; message: string }[] = [];
  if (typeof title !== 'string' || title.length < 1 || title.length > 80) {
    errors.push({ field: 'title', message: 'must be a text of 1 to 80 characters' });
  }
  if (due !== undefined && due !== null && !isDate(due)) {
    errors.push({ field: 'due', message: 'must be a date such as 2026-03-01, or null' });
  }
  return errors;
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
