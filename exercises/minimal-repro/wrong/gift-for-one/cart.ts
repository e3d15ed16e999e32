export interface Line {
  name: string;
  /** The price of one piece. */
  cents: number;
  /** 0 after a customer took the last piece out; the line stays in the cart. */
  quantity: number;
}

export interface Cart {
  lines: Line[];
  coupon?: string;
}

/** Coupons, and how many percent each takes off. */
const coupons: Record<string, number> = { TEN: 10, WELCOME: 15 };

/** What a cart costs: all pieces, less the one that the shop gives away, less the coupon. */
export function totalCents(cart: Cart): number {
  const prices = pricesOf(cart);
  const goods = add(prices) - giftCents(prices);
  return goods - discountCents(goods, cart.coupon);
}

/** One price for each piece: two cups are two prices. */
function pricesOf({ lines }: Cart): number[] {
  return lines.flatMap(({ cents, quantity }) => Array<number>(quantity).fill(cents));
}

/** From two pieces on, the cheapest one is free. */
function giftCents(prices: number[]): number {
  if (prices.length === 0) return 0;
  return Math.min(...prices);
}

/** Part of a cent goes to the shop. */
function discountCents(goods: number, coupon = ''): number {
  return Math.floor((goods * (coupons[coupon] ?? 0)) / 100);
}

function add(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
