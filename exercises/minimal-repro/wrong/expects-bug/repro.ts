import { tryOut, type Repro } from './report.ts';

/** The numbers that the program prints. */
export const repro: Repro = {
  cart: {
    lines: [
      { name: 'Spoon', cents: 390, quantity: 1 },
      { name: 'Teapot', cents: 2490, quantity: 1 },
    ],
  },
  expectedCents: 390,
};

tryOut(repro);
