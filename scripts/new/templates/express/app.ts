import express from 'express';

export function createApp({ greeting }: { greeting: string }) {
  const app = express();

  app.get('/visits', (_req, res) => {
    // TODO: answer with the greeting and the number of visits. 501 means "not implemented yet".
    res.status(501).json({ greeting });
  });

  return app;
}
