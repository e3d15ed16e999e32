import express, { Router, type Request, type Response } from 'express';

interface Clock {
  now(): Date;
}

function greet(req: Request, res: Response) {
  const { name } = req.query;
  const greeting = name ? `Hello, ${name}!` : 'Hello, world!';
  res.status(200).type('text/plain').end(greeting);
}

function tellTime(clock: Clock) {
  return (_req: Request, res: Response) => {
    res.status(200).json({ now: clock.now().toISOString() });
  };
}

function notFound(req: Request, res: Response) {
  res.status(404).json({ title: 'Not found', status: 404, detail: `There is nothing at ${req.path}` });
}

export const createApp = ({ clock }: { clock: Clock }) => {
  const routes = Router();
  routes.route('/').get(greet);
  routes.route('/time').get(tellTime(clock));

  return express().disable('x-powered-by').use(routes).use(notFound);
};
