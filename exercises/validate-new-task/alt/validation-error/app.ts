import express, { Router, type ErrorRequestHandler } from 'express';

class ValidationError extends Error {
  errors: { field: string; message: string }[];

  constructor(errors: { field: string; message: string }[]) {
    super(`Please correct: ${errors.map(({ field }) => field).join(', ')}.`);
    this.errors = errors;
  }
}

/** A task cannot exist in a bad state: the constructor is the only way in, and it checks everything. */
class Task {
  id = 0;
  title: string;
  priority: number;
  due: string | null;
  done: boolean;

  constructor({ title, priority = 0, due = null, done = false }: Record<string, unknown>) {
    const errors = [];
    if (typeof title !== 'string' || !/^.{1,80}$/s.test(title))
      errors.push({ field: 'title', message: '1–80 characters' });
    if (!Number.isInteger(priority) || Number(priority) < 0 || Number(priority) > 3) {
      errors.push({ field: 'priority', message: '0–3' });
    }
    if (due !== null && !isCalendarDay(due)) errors.push({ field: 'due', message: 'not a day' });
    if (typeof done !== 'boolean') errors.push({ field: 'done', message: 'not a boolean' });
    if (errors.length > 0) throw new ValidationError(errors);

    this.title = title as string;
    this.priority = priority as number;
    this.due = due as string | null;
    this.done = done as boolean;
  }
}

export function createApp() {
  const tasks: Task[] = [];
  const router = Router();

  router.post('/', (req, res) => {
    const task = new Task(req.body ?? {});
    task.id = tasks.push(task);
    res.status(201).send(task);
  });
  router.get('/', (_req, res) => res.send({ items: tasks }));

  return express().use('/tasks', express.json(), router, sendValidationError);
}

const sendValidationError: ErrorRequestHandler = (error, _req, res, next) => {
  if (!(error instanceof ValidationError)) return next(error);
  res.status(422).json({ title: 'Invalid task', status: 422, detail: error.message, errors: error.errors });
};

function isCalendarDay(value: unknown) {
  if (typeof value !== 'string' || value.length !== 10) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === value;
}
