import express from 'express';

/** Where the app reads the time. The grader passes in a clock that it can set. */
export interface Clock {
  now(): Date;
}

export function createApp({ clock }: { clock: Clock }) {
  const app = express();

  app.get('/', (req, res) => {
    // TODO: greet the name that the request carries. This line shows you in the console where to find it.
    console.log('req.query is', JSON.stringify(req.query));
    res.type('text').send('Hello, world!');
  });

  app.get('/time', (_req, res) => {
    // TODO: answer with JSON that has one key, `now`. 501 means "not implemented yet".
    res.status(501).send(`The clock can be read: ${clock.now().toISOString()}`);
  });

  return app;
}
