import type { Repro } from './report.ts';

const piece = (cents: number) => ({ name: `${cents}`, cents, quantity: 1 });

export const repro: Repro = { cart: { lines: [piece(9), piece(10)] }, expectedCents: 10 };
