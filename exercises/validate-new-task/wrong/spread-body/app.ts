import express from 'express';

interface Task {
  id: number;
  title: string;
  priority: number;
  due: string | null;
  done: boolean;
}

interface FieldError {
  field: string;
  message: string;
}

/** What a client sent: any keys, any values, until we have looked. */
type Body = Record<string, unknown>;

export function createApp() {
  const tasks: Task[] = [];
  const app = express();
  app.use(express.json());

  app.get('/tasks', (_req, res) => {
    res.json({ items: tasks });
  });

  app.post('/tasks', (req, res) => {
    const body: Body = req.body ?? {};
    const errors = findErrors(body);
    if (errors.length > 0) {
      const detail = `${errors.length} ${errors.length === 1 ? 'field needs' : 'fields need'} another value.`;
      res.status(422).json({ title: 'Invalid task', status: 422, detail, errors });
      return;
    }
    const task = readTask(tasks.length + 1, body);
    tasks.push(task);
    res.status(201).json(task);
  });

  return app;
}

/** Every fault of the body. An empty list means that all is well. */
function findErrors(body: Body): FieldError[] {
  const errors: FieldError[] = [];
  if (typeof body.title !== 'string' || body.title.length < 1 || body.title.length > 80) {
    errors.push({ field: 'title', message: 'must be a text of 1 to 80 characters' });
  }
  if (body.priority !== undefined && !isWholeNumber(body.priority, 0, 3)) {
    errors.push({ field: 'priority', message: 'must be a whole number from 0 to 3' });
  }
  if (body.due !== undefined && body.due !== null && !isDay(body.due)) {
    errors.push({ field: 'due', message: 'must be a day that exists, written YYYY-MM-DD, or null' });
  }
  if (body.done !== undefined && typeof body.done !== 'boolean') {
    errors.push({ field: 'done', message: 'must be true or false' });
  }
  return errors;
}

/** The task to store. Called only when `findErrors` found nothing. */
function readTask(id: number, body: Body): Task {
  const defaults = { id, title: '', priority: 0, due: null, done: false };
  return { ...defaults, ...body };
}

function isWholeNumber(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

/** `new Date` would turn 30 February into 2 March; a day that exists comes back unchanged. */
function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
