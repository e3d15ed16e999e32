import { tryOut, type Repro } from './report.ts';

/** Found by halving the report five times. */
export const repro: Repro = {
  cart: {
    lines: [
      { name: 'Tray', cents: 1000, quantity: 1 },
      { name: 'Sugar bowl', cents: 999, quantity: 1 },
    ],
  },
  expectedCents: 1000,
};

tryOut(repro);
