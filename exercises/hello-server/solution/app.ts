import express from 'express';

/** Where the app reads the time. The grader passes in a clock that it can set. */
export interface Clock {
  now(): Date;
}

export function createApp({ clock }: { clock: Clock }) {
  const app = express();

  app.get('/', (req, res) => {
    const name = req.query.name ?? 'world';
    // Labelled as plain text, so that a name like "<b>" is shown and not obeyed by a browser.
    res.type('text').send(`Hello, ${name}!`);
  });

  app.get('/time', (_req, res) => {
    res.json({ now: clock.now() });
  });

  return app;
}
