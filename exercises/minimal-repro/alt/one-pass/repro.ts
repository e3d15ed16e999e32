import { tryOut, type Repro } from './report.ts';

/** Order 4711 without everything that the bug does not need. */
export const repro: Repro = {
  cart: {
    lines: [
      { name: 'Cup', cents: 650, quantity: 1 },
      { name: 'Tray', cents: 1850, quantity: 1 },
    ],
  },
  expectedCents: 1850,
};

tryOut(repro);
