import express, { type Request, type Response } from 'express';

type Handler = (req: Request, res: Response) => void | Promise<void>;

/** One table instead of one `app.get` for each route; a single middleware looks the path up. */
export function createApp({ clock }: { clock: { now(): Date } }) {
  const table = new Map<string, Handler>([
    [
      '/',
      (req, res) => {
        const name = new URL(req.originalUrl, 'http://localhost').searchParams.get('name') ?? 'world';
        res.set('Content-Type', 'text/plain; charset=utf-8');
        res.send('Hello, ' + name + '!');
      },
    ],
    [
      '/time',
      async (_req, res) => {
        const now = await Promise.resolve(clock.now());
        res.type('json').send(JSON.stringify({ now }));
      },
    ],
  ]);

  const app = express();
  app.use((req, res, next) => {
    const handler = req.method === 'GET' ? table.get(req.path) : undefined;
    return handler ? handler(req, res) : next();
  });
  return app;
}
