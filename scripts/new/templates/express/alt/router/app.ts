import express, { Router } from 'express';

/** Remembers each visit and not only their number. */
class Guestbook {
  #visits: { from: string | undefined }[] = [];

  sign(from: string | undefined): number {
    return this.#visits.push({ from });
  }
}

export function createApp({ greeting }: { greeting: string }) {
  const guestbook = new Guestbook();
  const routes = Router();
  routes.get('/visits', (req, res) => {
    res.status(200).send({ greeting, visits: guestbook.sign(req.ip) });
  });
  return express().use(routes);
}
