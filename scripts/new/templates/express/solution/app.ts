import express from 'express';

export function createApp({ greeting }: { greeting: string }) {
  const app = express();
  let visits = 0;

  app.get('/visits', (_req, res) => {
    visits += 1;
    res.json({ greeting, visits });
  });

  return app;
}
