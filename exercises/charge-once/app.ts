import express, { type Response } from 'express';
import type { Pool } from 'pg';
import type { Payments } from './provider.ts';

interface Shop {
  db: Pool;
  payments: Payments;
}

export function createApp({ db, payments }: Shop) {
  const app = express();
  app.use(express.json());

  app.post('/orders/:id/payments', async (req, res) => {
    const key = req.get('idempotency-key');
    // TODO: charge the order of db once for each key, with payments.charge.
    sendError(res, 501, 'Not implemented', `Nobody has charged order ${req.params.id} for key ${key} yet.`);
  });

  return app;
}

/** Moves every pending payment on, as far as the provider knows about it. Charges nobody. */
export async function reconcile({ db, payments }: Shop): Promise<void> {
  // TODO: ask payments.find about each pending payment of db.
}

function sendError(res: Response, status: number, title: string, detail: string) {
  res.status(status).json({ title, status, detail });
}
