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
    // TODO: refuse what findErrors finds, with 422. And which `due` has a task that was sent without one?
    const { title, due } = req.body;
    const task = { id: tasks.length + 1, title, due, done: false };
    tasks.push(task);
    res.status(201).json(task);
  });

  // TODO: GET /tasks/:id

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
