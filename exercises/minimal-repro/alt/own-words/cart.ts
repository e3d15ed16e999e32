export interface Line {
  name: string;
  cents: number;
  quantity: number;
}

export interface Cart {
  lines: Line[];
  coupon?: string;
}

/** The percentage that is left to pay. */
const left = new Map([
  ['TEN', 90],
  ['WELCOME', 85],
]);

/** One walk through the lines, which remembers the cheapest piece so far. */
export function totalCents({ lines, coupon = '' }: Cart): number {
  let goods = 0;
  let pieces = 0;
  let cheapest = Number.POSITIVE_INFINITY;
  for (const { cents, quantity } of lines) {
    if (quantity === 0) continue;
    goods += cents * quantity;
    pieces += quantity;
    if (cents < cheapest) cheapest = cents;
  }
  if (pieces > 1) goods -= cheapest;
  // What is left is rounded up, because the discount is rounded down.
  return Math.ceil((goods * (left.get(coupon) ?? 100)) / 100);
}
