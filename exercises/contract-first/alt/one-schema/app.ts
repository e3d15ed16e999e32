import express, { Router, type ErrorRequestHandler } from 'express';

class Refusal extends Error {
  status: number;
  errors?: object[];
  constructor(status: number, message: string, errors?: object[]) {
    super(message);
    this.status = status;
    if (errors) this.errors = errors;
  }
}

/** A map for the tasks, errors that are thrown, and one place that turns them into answers. */
export function createApp() {
  const tasks = new Map<string, object>();
  const routes = Router();

  routes.get('/', (_req, res) => res.json({ items: [...tasks.values()] }));
  routes.get('/:id', (req, res) => {
    const task = tasks.get(req.params.id);
    if (!task) throw new Refusal(404, `Task ${req.params.id} was not found.`);
    res.json(task);
  });
  routes.post('/', express.json({ strict: false }), (req, res) => {
    const { title, due = null } = readDraft(req.body);
    const id = tasks.size + 1;
    tasks.set(`${id}`, { id, title, due, done: false });
    res
      .status(201)
      .location(`/tasks/${id}`)
      .json(tasks.get(`${id}`));
  });

  return express().use('/tasks', routes).use(sendRefusal);
}

function readDraft(body: { title?: unknown; due?: unknown } | null | undefined) {
  const errors: object[] = [];
  const { title, due } = body ?? {};
  const length = typeof title === 'string' ? title.length : 0;
  if (length === 0) errors.push({ field: 'title', message: 'is missing' });
  if (length > 80) errors.push({ field: 'title', message: 'is too long' });
  if (due !== undefined && due !== null && !isDay(due)) errors.push({ field: 'due', message: 'is no date' });
  if (errors.length) throw new Refusal(422, 'Some fields need another look.', errors);
  return { title, due };
}

function isDay(value: unknown): boolean {
  const found = typeof value === 'string' && /^(\d{4})-(0[1-9]|1[0-2])-(\d{2})$/.exec(value);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  // Day 0 of the next month is the last one of this.
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

// Express recognises an error handler by its four parameters.
const sendRefusal: ErrorRequestHandler = (error, _req, res, _next) => {
  const { status = 500, message, errors } = error as Refusal;
  res.status(status).json({ title: status === 404 ? 'Not found' : 'Refused', status, detail: message, errors });
};
