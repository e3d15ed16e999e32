import { type Cart, totalCents } from './cart.ts';

/** What a bug report needs: something to try, and what it should come to. */
export interface Repro {
  cart: Cart;
  /** By the rules of the shop, worked out by hand. */
  expectedCents: number;
}

/** The cart of order 4711, as the accountant sent it. She is sure of her number. */
export const reported: Repro = {
  cart: {
    lines: [
      { name: 'Teapot', cents: 2490, quantity: 1 },
      { name: 'Cup', cents: 650, quantity: 4 },
      { name: 'Saucer', cents: 480, quantity: 4 },
      { name: 'Sugar bowl', cents: 1120, quantity: 1 },
      { name: 'Spoon', cents: 390, quantity: 6 },
      { name: 'Milk jug', cents: 980, quantity: 0 },
      { name: 'Tray', cents: 1850, quantity: 1 },
      { name: 'Napkins', cents: 520, quantity: 2 },
      { name: 'Green tea', cents: 890, quantity: 2 },
    ],
    coupon: 'TEN',
  },
  expectedCents: 13_275,
};

/** Says for a cart what the program charges and what it should charge: the one experiment that you need. */
export function tryOut({ cart, expectedCents }: Repro): void {
  const pieces = cart.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  console.log(`${cart.lines.length} lines, ${pieces} pieces: charged ${totalCents(cart)}, expected ${expectedCents}`);
}
