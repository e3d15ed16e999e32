import express from 'express';

/** Makes the app without starting it, so that server.ts and the tests can each have their own. */
export function createApp() {
  const app = express();
  const tasks = [{ id: 1, title: 'Look around', done: false }];

  app.use(express.json());

  app.get('/', (_req, res) => {
    res.type('text').send('Hello from Express');
  });

  app.get('/tasks', (req, res) => {
    // Try /tasks?done=true in the Request panel.
    const { done } = req.query;
    res.json(done === undefined ? tasks : tasks.filter((task) => String(task.done) === done));
  });

  app.post('/tasks', (req, res) => {
    const { title } = req.body ?? {};
    if (typeof title !== 'string' || title.trim() === '') {
      res.status(400).json({ error: 'A task needs a title.' });
      return;
    }
    const task = { id: tasks.length + 1, title, done: false };
    tasks.push(task);
    res.status(201).location(`/tasks/${task.id}`).json(task);
  });

  return app;
}
