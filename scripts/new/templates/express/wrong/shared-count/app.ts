import express from 'express';

let visits = 0;

export function createApp({ greeting }: { greeting: string }) {
  const app = express();

  app.get('/visits', (_req, res) => {
    visits += 1;
    res.json({ greeting, visits });
  });

  return app;
}
