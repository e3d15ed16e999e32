import express from 'express';

/** Where the app reads the time. The grader passes in a clock that it can set. */
export interface Clock {
  now(): Date;
}

/** The task manager, kept in memory: each call makes an app with tasks of its own. */
export function createApp({ clock }: { clock: Clock }) {
  const app = express();
  app.use(express.json());

  // TODO: the contract is all there is. Begin with POST /tasks, and run the tests after each route.
  app.use((req, res) => {
    const detail = `${req.method} ${req.path} is not written yet. It is ${clock.now().toISOString()}.`;
    res.status(501).json({ title: 'Not implemented', status: 501, detail });
  });

  return app;
}
