import express, { type Response } from 'express';
import type { Pool } from 'pg';

export function createApp({ db }: { db: Pool }) {
  const app = express();
  app.use(express.json());

  app.get('/events/:id', async (req, res) => {
    const event = await findEvent(db, req.params.id);
    if (!event) return sendNotFound(res, req.params.id);
    res.json({ id: event.id, name: event.name, ticketsLeft: event.tickets_left });
  });

  app.post('/events/:id/tickets', async (req, res) => {
    const { id } = req.params;
    const buyer = readBuyer(req.body);
    if (!buyer) return sendInvalidBuyer(res);
    if (!(await findEvent(db, id))) return sendNotFound(res, id);

    // One statement is a transaction of its own: what is taken is written, or neither is.
    const { rows } = await db.query(
      `WITH taken AS (
         UPDATE events SET tickets_left = tickets_left - 1
         WHERE id = $1 AND tickets_left > 0
         RETURNING id
       )
       INSERT INTO tickets (event_id, buyer)
       SELECT id, $2 FROM taken
       RETURNING id, event_id AS "eventId", buyer`,
      [id, buyer],
    );
    if (rows.length === 0) return sendSoldOut(res, id);
    res.status(201).json(rows[0]);
  });

  return app;
}

interface Event {
  id: number;
  name: string;
  tickets_left: number;
}

/** The event, or undefined when the path names none. */
async function findEvent(db: Pool, id: string): Promise<Event | undefined> {
  if (!/^\d{1,9}$/.test(id)) return undefined;
  const { rows } = await db.query<Event>('SELECT id, name, tickets_left FROM events WHERE id = $1', [id]);
  return rows[0];
}

/** The buyer's name, or undefined when the body does not hold a usable one. */
function readBuyer(body: { buyer?: unknown } | undefined): string | undefined {
  const buyer = body?.buyer;
  return typeof buyer === 'string' && buyer.length >= 1 && buyer.length <= 80 ? buyer : undefined;
}

function sendSoldOut(res: Response, id: string) {
  res.status(409).json({ title: 'Sold out', status: 409, detail: `Event ${id} has no ticket left.` });
}

function sendNotFound(res: Response, id: string) {
  res.status(404).json({ title: 'Not found', status: 404, detail: `There is no event ${id}.` });
}

function sendInvalidBuyer(res: Response) {
  res.status(422).json({ title: 'Invalid purchase', status: 422, detail: 'A buyer has a name of 1 to 80 characters.' });
}
