import express, { type Request, type Response } from 'express';

export interface Clock {
  now(): Date;
}

interface Task {
  readonly id: number;
  readonly title: string;
  readonly due: string | null;
  readonly priority: number;
  readonly status: 'open' | 'done';
  readonly completedAt: string | null;
}

type Outcome = { status: number; body?: unknown; location?: string };

const problem = (status: number, title: string, errors?: unknown[]): Outcome => ({
  status,
  body: { title, status, detail: `${title}.`, ...(errors && { errors }) },
});
const missing = problem(404, 'No such task');

const checks: Record<string, { message: string; fits(value: unknown): boolean }> = {
  title: { message: '1 to 80 characters', fits: (value) => typeof value === 'string' && /^.{1,80}$/s.test(value) },
  due: { message: 'a day or null', fits: (value) => value === null || isDay(String(value)) },
  priority: { message: '0, 1, 2 or 3', fits: (value) => [0, 1, 2, 3].includes(value as number) },
};

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (!day) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** The rules of the task manager, without HTTP. A task is never changed: a new one takes its place. */
class TaskStore {
  #tasks: Task[] = [];
  #ids = 0;
  #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  list = (): Outcome => ({ status: 200, body: { items: this.#tasks, next: null } });

  add(body: Record<string, unknown>): Outcome {
    const { title, due = null, priority = 0 } = body;
    const errors = this.#faults({ title, due, priority });
    if (errors.length) return problem(422, 'Invalid task', errors);
    const task = { id: ++this.#ids, title, due, priority, status: 'open', completedAt: null } as Task;
    this.#tasks.push(task);
    return { status: 201, body: task, location: `/tasks/${task.id}` };
  }

  find(id: number): Outcome {
    const task = this.#tasks.find((one) => one.id === id);
    return task ? { status: 200, body: task } : missing;
  }

  change(id: number, body: Record<string, unknown>): Outcome {
    const sent = Object.fromEntries(Object.keys(checks).flatMap((name) => (name in body ? [[name, body[name]]] : [])));
    const errors = this.#faults(sent);
    return errors.length && this.find(id) !== missing
      ? problem(422, 'Invalid change', errors)
      : this.#replace(id, () => sent);
  }

  complete(id: number): Outcome {
    return this.#replace(id, ({ status }) =>
      status === 'done' ? {} : { status: 'done', completedAt: this.#clock.now().toISOString() },
    );
  }

  remove(id: number): Outcome {
    const left = this.#tasks.filter((task) => task.id !== id);
    const found = left.length < this.#tasks.length;
    this.#tasks = left;
    return found ? { status: 204 } : missing;
  }

  #replace(id: number, changes: (task: Task) => Partial<Task>): Outcome {
    this.#tasks = this.#tasks.map((task) => (task.id === id ? { ...task, ...changes(task) } : task));
    return this.find(id);
  }

  #faults(fields: Record<string, unknown>) {
    return Object.entries(fields).flatMap(([field, value]) =>
      checks[field]!.fits(value) ? [] : [{ field, message: checks[field]!.message }],
    );
  }
}

export function createApp({ clock }: { clock: Clock }) {
  const store = new TaskStore(clock);
  const app = express();
  app.use((req, res, next) => {
    express.json()(req, res, (error) => (error ? send(res, problem(400, 'Unreadable JSON')) : next()));
  });
  const on = (act: (id: number, body: Record<string, unknown>) => Outcome) => (req: Request, res: Response) =>
    send(res, act(Number(req.params['id']), req.body ?? {}));

  app.get('/tasks', on(store.list));
  app.post(
    '/tasks',
    on((_id, body) => store.add(body)),
  );
  app.get(
    '/tasks/:id',
    on((id) => store.find(id)),
  );
  app.patch(
    '/tasks/:id',
    on((id, body) => store.change(id, body)),
  );
  app.delete(
    '/tasks/:id',
    on((id) => store.remove(id)),
  );
  app.post(
    '/tasks/:id/complete',
    on((id) => store.complete(id)),
  );
  return app;
}

function send(res: Response, { status, body, location }: Outcome) {
  if (location) res.location(location);
  res.status(status);
  if (body === undefined) res.end();
  else res.json(body);
}
