import { tryOut, type Repro } from './report.ts';

/** Two pieces of the report. */
export const repro: Repro = {
  cart: {
    lines: [
      { name: 'Saucer', cents: 480, quantity: 1 },
      { name: 'Cup', cents: 650, quantity: 1 },
    ],
  },
  expectedCents: 650,
};

tryOut(repro);
