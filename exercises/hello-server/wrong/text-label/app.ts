import express from 'express';

export function createApp({ clock }: { clock: { now(): Date } }) {
  const app = express();

  app.get('/', (req, res) => {
    res.send(`Hello, ${req.query.name ?? 'world'}!`);
  });

  app.get('/time', (_req, res) => {
    res.send(JSON.stringify({ now: clock.now() }));
  });

  return app;
}
