import express, { Router, type ErrorRequestHandler } from 'express';
import { z } from 'zod';

export interface Clock {
  now(): Date;
}

const fields = z.object({
  title: z.string().min(1).max(80),
  due: z.iso.date().nullable(),
  priority: z.int().min(0).max(3),
});
const newTask = fields.extend({ due: fields.shape.due.default(null), priority: fields.shape.priority.default(0) });
const change = fields.partial();

type Task = z.infer<typeof fields> & { id: number; status: 'open' | 'done'; completedAt: string | null };

class Missing extends Error {}

/** Schemas describe what may come in; one error handler turns what they throw into answers. */
export function createApp({ clock }: { clock: Clock }) {
  const tasks: (Task | undefined)[] = [];
  const find = (id: string): Task => {
    const task = tasks[Number(id) - 1];
    if (!task) throw new Missing(`no task ${id}`);
    return task;
  };

  const routes = Router();
  routes
    .route('/')
    .get((_req, res) => res.json({ items: tasks.filter((task) => task !== undefined), next: null }))
    .post((req, res) => {
      const task: Task = { ...newTask.parse(req.body ?? {}), id: tasks.length + 1, status: 'open', completedAt: null };
      tasks.push(task);
      res.set('Location', `/tasks/${task.id}`).status(201).send(task);
    });
  routes
    .route('/:id')
    .get((req, res) => res.send(find(req.params.id)))
    .patch((req, res) => {
      const task = find(req.params.id);
      res.send(Object.assign(task, change.parse(req.body ?? {})));
    })
    .delete((req, res) => {
      // The place stays empty, so no later task gets this id.
      tasks[find(req.params.id).id - 1] = undefined;
      res.sendStatus(204);
    });
  routes.post('/:id/complete', (req, res) => {
    const task = find(req.params.id);
    if (task.status === 'open') Object.assign(task, { status: 'done', completedAt: clock.now().toISOString() });
    res.send(task);
  });

  return express().use(express.json()).use('/tasks', routes).use(sendProblem);
}

const sendProblem: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof Missing)
    return void res.status(404).json({ title: 'Missing', status: 404, detail: error.message });
  if (error instanceof z.ZodError) {
    const errors = error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    return void res.status(422).json({ title: 'Invalid', status: 422, detail: 'See errors.', errors });
  }
  if (!(error instanceof SyntaxError)) return next(error);
  res.status(400).json({ title: 'Bad JSON', status: 400, detail: error.message });
};
