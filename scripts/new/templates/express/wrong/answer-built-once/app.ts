import express from 'express';

export function createApp({ greeting }: { greeting: string }) {
  const app = express();
  const answer = { greeting, visits: 1 };

  app.get('/visits', (_req, res) => {
    res.json(answer);
  });

  return app;
}
