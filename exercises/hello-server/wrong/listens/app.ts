import express from 'express';

export function createApp({ clock }: { clock: { now(): Date } }) {
  const app = express();

  app.get('/', (req, res) => {
    res.send(`Hello, ${req.query.name ?? 'world'}!`);
  });

  app.get('/time', (_req, res) => {
    res.json({ now: clock.now() });
  });

  app.listen(3000, () => {
    console.log('Listening on http://localhost:3000');
  });

  return app;
}
