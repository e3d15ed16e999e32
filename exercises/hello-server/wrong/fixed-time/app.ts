import express from 'express';

export function createApp({ clock }: { clock: { now(): Date } }) {
  const app = express();
  const now = clock.now().toISOString();

  app.get('/', (req, res) => {
    res.send(`Hello, ${req.query.name ?? 'world'}!`);
  });

  app.get('/time', (_req, res) => {
    res.json({ now });
  });

  return app;
}
