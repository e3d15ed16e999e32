import { tryOut, type Repro } from './report.ts';

/** Two pieces and the coupon. */
export const repro: Repro = {
  cart: {
    lines: [
      { name: 'Spoon', cents: 390, quantity: 1 },
      { name: 'Teapot', cents: 2490, quantity: 1 },
    ],
    coupon: 'TEN',
  },
  expectedCents: 2241,
};

tryOut(repro);
