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
    const body: Body = req.body;
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
  // TODO: check priority, due and done in the same way. Each of them may be left out.
  return errors;
}

/** The task to store. Called only when `findErrors` found nothing. */
function readTask(id: number, body: Body): Task {
  // TODO: take over priority, due and done; these defaults are for what the client left out.
  return { id, title: String(body.title), priority: 0, due: null, done: false };
}
