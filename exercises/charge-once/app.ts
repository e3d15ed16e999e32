import express, { type Response } from 'express';
import type { Pool } from 'pg';
import type { Payments } from './provider.ts';

interface Shop {
  db: Pool;
  payments: Payments;
}

export function createApp(shop: Shop) {
  const app = express();
  app.use(express.json());

  app.post('/orders/:id/payments', async (req, res) => {
    const key = req.get('idempotency-key');
    const { rows } = await shop.db.query('SELECT * FROM orders WHERE id = $1', [Number(req.params.id)]);
    console.log('The order is', JSON.stringify(rows[0]));
    // TODO: charge the order once for each key, with shop.payments.charge.
    sendError(res, 501, 'Not implemented', `Nobody has charged order ${req.params.id} for key ${key} yet.`);
  });

  return app;
}

/** Moves every pending payment on, as far as the provider knows about it. Charges nobody. */
export async function reconcile(shop: Shop): Promise<void> {
  const { rows } = await shop.db.query("SELECT * FROM payments WHERE status = 'pending'");
  console.log('Pending payments:', JSON.stringify(rows));
  // TODO: ask shop.payments.find about each of them.
}

function sendError(res: Response, status: number, title: string, detail: string) {
  res.status(status).json({ title, status, detail });
}
