import { tryOut, type Repro } from './report.ts';

/** Two pieces, one of them with a digit more than the other. */
export const repro: Repro = {
  cart: {
    lines: [
      { name: 'Spoon', cents: 390, quantity: 1 },
      { name: 'Teapot', cents: 2490, quantity: 1 },
    ],
  },
  expectedCents: 2490,
};

tryOut(repro);
