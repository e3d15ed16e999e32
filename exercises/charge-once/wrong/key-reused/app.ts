import express, { type Response } from 'express';
import type { Pool } from 'pg';
import type { Charge, Payments } from './provider.ts';

interface Shop {
  db: Pool;
  payments: Payments;
}

export function createApp({ db, payments }: Shop) {
  const app = express();
  app.use(express.json());

  app.post('/orders/:id/payments', async (req, res) => {
    const key = req.get('idempotency-key');
    if (!key) return sendError(res, 400, 'No key', 'Send a header Idempotency-Key of your own choice.');
    const card = readCard(req.body);
    if (!card) return sendError(res, 422, 'Invalid payment', 'A payment needs a card.');
    const order = await findOrder(db, req.params.id);
    if (!order) return sendError(res, 404, 'Not found', `There is no order ${req.params.id}.`);

    // The claim: committed before anybody is charged, and won by one request alone.
    const { rows } = await db.query<Payment>(
      `INSERT INTO payments (key, order_id, card, amount_cents) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING *`,
      [key, order.id, card, order.total_cents],
    );
    if (rows[0]) return sendPayment(res, await charge({ db, payments }, rows[0]));

    const known = await findPayment(db, key);
    if (!known) return sendError(res, 409, 'Already paid', `Order ${order.id} has another payment.`);
    if (known.order_id !== order.id)
      return sendError(res, 422, 'Key used before', `The key ${key} belongs to another payment.`);
    sendPayment(res, known);
  });

  return app;
}

/** Moves every pending payment on, as far as the provider knows about it. Charges nobody. */
export async function reconcile({ db, payments }: Shop): Promise<void> {
  const { rows } = await db.query<Payment>("SELECT * FROM payments WHERE status = 'pending' ORDER BY id");
  for (const payment of rows) await settle(db, payment, await payments.find(payment.key));
}

/** Charges a payment that was written down. Without a reply it stays pending. */
async function charge({ db, payments }: Shop, payment: Payment): Promise<Payment> {
  let outcome: Charge;
  try {
    outcome = await payments.charge({
      reference: payment.key,
      amountCents: payment.amount_cents,
      card: payment.card,
    });
  } catch {
    return payment;
  }
  return settle(db, payment, outcome);
}

/** Writes down what the provider said; payment and order in one statement, so that they agree. */
async function settle(db: Pool, payment: Payment, outcome: Charge | undefined): Promise<Payment> {
  const status = outcome?.status === 'succeeded' ? 'paid' : 'failed';
  await db.query(
    `WITH settled AS (
       UPDATE payments SET status = $2 WHERE id = $1 AND status = 'pending' RETURNING order_id, status
     )
     UPDATE orders SET status = 'paid' FROM settled WHERE orders.id = settled.order_id AND settled.status = 'paid'`,
    [payment.id, status],
  );
  return { ...payment, status };
}

interface Order {
  id: number;
  total_cents: number;
}

interface Payment {
  id: number;
  key: string;
  order_id: number;
  card: string;
  amount_cents: number;
  status: 'pending' | 'paid' | 'failed';
}

async function findOrder(db: Pool, id: string): Promise<Order | undefined> {
  if (!/^\d{1,9}$/.test(id)) return undefined;
  const { rows } = await db.query<Order>('SELECT id, total_cents FROM orders WHERE id = $1', [id]);
  return rows[0];
}

async function findPayment(db: Pool, key: string): Promise<Payment | undefined> {
  const { rows } = await db.query<Payment>('SELECT * FROM payments WHERE key = $1', [key]);
  return rows[0];
}

function readCard(body: { card?: unknown } | undefined): string | undefined {
  return typeof body?.card === 'string' && body.card ? body.card : undefined;
}

/** The answer for a payment as it stands. */
function sendPayment(res: Response, { id, order_id, amount_cents, status }: Payment) {
  if (status === 'failed') return sendError(res, 402, 'Not paid', `Order ${order_id} was not paid.`);
  res.status(status === 'paid' ? 201 : 202).json({ id, orderId: order_id, amountCents: amount_cents, status });
}

function sendError(res: Response, status: number, title: string, detail: string) {
  res.status(status).json({ title, status, detail });
}
