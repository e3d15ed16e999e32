import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { totalCents, type Cart } from './cart.ts';
import { reported } from './report.ts';
import { repro } from './repro.ts';

/** The program as it was when the report came in. Whatever happens to cart.ts, a repro has to fail on this one. */
function asReported(cart: Cart): number {
  const prices = pricesOf(cart);
  const gift = prices.length < 2 ? 0 : [...prices].sort()[0]!;
  return lessCoupon(add(prices) - gift, cart);
}

/** The same by the rules: whichever piece were free, no choice would leave more to pay than the cheapest. */
function byTheRules(cart: Cart): number {
  const prices = pricesOf(cart);
  const all = add(prices);
  return lessCoupon(prices.length < 2 ? all : Math.max(...prices.map((price) => all - price)), cart);
}

const pricesOf = ({ lines }: Cart) => lines.flatMap(({ cents, quantity }) => Array<number>(quantity).fill(cents));
const add = (prices: number[]) => prices.reduce((sum, price) => sum + price, 0);
const percents: Record<string, number> = { TEN: 10, WELCOME: 15 };
const lessCoupon = (goods: number, { coupon = '' }: Cart) =>
  goods - Math.floor((goods * (percents[coupon] ?? 0)) / 100);

/** `cart([900, 2], [50, 1])`: two pieces for 9.00 each, and one for 0.50. */
const cart = (...lines: [cents: number, quantity: number][]): Cart => ({
  lines: lines.map(([cents, quantity], at) => ({ name: `Product ${at + 1}`, cents, quantity })),
});
const withCoupon = (coupon: string, one: Cart): Cart => ({ ...one, coupon });

function describeCart({ lines, coupon }: Cart): string {
  const words = lines.map(({ cents, quantity }) => `${quantity} × ${cents}`);
  return `a cart of ${words.join(', ') || 'nothing'}${coupon ? `, coupon ${coupon}` : ''}`;
}

const named = (rows: [Cart, number][]) => rows.map(([one, cents]) => [describeCart(one), one, cents] as const);

/** What is charged, with words for it where the program throws. */
function charge(one: Cart): { cents?: number; got: string } {
  try {
    const cents = totalCents(structuredClone(one));
    return { cents, got: `${cents} cents` };
  } catch (error) {
    return { got: `a thrown ${(error as Error).name}` };
  }
}

const isWhole = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

describe('the repro', () => {
  const lines = repro?.cart?.lines ?? [];
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const size = `${lines.length} lines with ${pieces} pieces${repro?.cart?.coupon ? ` and the coupon ${repro.cart.coupon}` : ''}`;

  test('is a cart with lines of whole cents and whole pieces', () => {
    const faulty = lines.find(({ cents, quantity }) => !isWhole(cents) || !isWhole(quantity));

    expect(
      lines.length > 0 && !faulty,
      explain({
        sent: 'repro, from repro.ts',
        got: faulty ? `a line of ${faulty.quantity} × ${faulty.cents}` : `a cart of ${lines.length} lines`,
        expected: '{ cart: { lines: [{ name, cents, quantity }] }, expectedCents }',
        because: 'somebody else has to be able to run it',
        look: 'the reported cart: yours has the same form',
      }),
    ).toBe(true);
  });

  test('says what the cart costs by the rules', () => {
    const right = byTheRules(repro.cart);

    expect(
      repro.expectedCents,
      explain({
        diagnosis: repro.expectedCents === asReported(repro.cart) && 'The repro expects what the bug charges',
        sent: describeCart(repro.cart),
        got: `expectedCents: ${repro.expectedCents}`,
        expected: String(right),
        because: 'all pieces but the cheapest are paid, and the program is no witness here',
        look: 'expectedCents: work it out by hand, from the three rules',
      }),
    ).toBe(right);
  });

  test('shows the bug', () => {
    const charged = asReported(repro.cart);

    expect(
      charged === byTheRules(repro.cart),
      explain({
        diagnosis: 'This cart doesn’t show it',
        sent: describeCart(repro.cart),
        got: `${charged} from the program as reported, as it should be`,
        expected: 'another number than the rules give',
        because: 'a repro that passes cannot tell whether the bug is gone',
        look: 'what you took away last',
      }),
    ).toBe(false);
  });

  test('cannot be made smaller', () => {
    expect(
      { lines: lines.length, pieces, coupon: repro.cart.coupon },
      explain({
        diagnosis:
          pieces > 2
            ? `2 pieces suffice; the repro has ${pieces}`
            : lines.length === 2 && 'The bug shows without the coupon, too',
        sent: size,
        got: 'the bug, and things that it does not need',
        expected: '2 lines of one piece each, without a coupon',
        because: 'everything that is left in is a suspect',
        look: 'what could go next: half of the lines, the coupon, all pieces of a line but one',
      }),
    ).toEqual({ lines: 2, pieces: 2, coupon: undefined });
  });
});

describe('the program', () => {
  test.each(
    named([
      [cart(), 0],
      [cart([700, 1]), 700],
      [cart([300, 1], [500, 1]), 500],
      [cart([250, 3]), 500],
      [cart([900, 1], [200, 2], [600, 1]), 1700],
      [cart([300, 0], [500, 1], [700, 1]), 700],
      [withCoupon('TEN', cart([1200, 1], [1500, 1])), 1350],
      [withCoupon('WELCOME', cart([333, 1], [999, 1])), 850],
      [withCoupon('NONE', cart([400, 1], [600, 1])), 600],
    ]),
  )('still charges what was right before: %s', (_, one, cents) => {
    const { cents: charged, got } = charge(one);

    const [first] = one.lines;
    const single = pricesOf(one).length === 1 && charged === 0;
    const zero = first?.quantity === 0 && charged === 900;
    expect(
      charged,
      explain({
        diagnosis: single
          ? 'A cart of a single piece cost nothing'
          : zero
            ? 'A line of 0 pieces was given away'
            : charge(cart([300, 1], [500, 1])).cents === 300 && 'Carts that were right before are wrong now',
        sent: describeCart(one),
        got,
        expected: `${cents} cents`,
        because: 'mending one thing must not break another',
        look: 'your change, and the three rules once more',
      }),
    ).toBe(cents);
  });

  test('charges for the reported cart what the accountant expects', () => {
    const { cents, got } = charge(reported.cart);

    expect(
      cents,
      explain({
        diagnosis: cents === 12_618 && 'The repro is found, and the bug is still there',
        sent: 'the cart of order 4711',
        got,
        expected: '13275 cents',
        because: 'the cheapest of the 21 pieces costs 390, and that one is free',
        look: 'which piece your smallest cart gives away, and who chooses it',
      }),
    ).toBe(13_275);
  });

  test('charges every other cart by the rules as well', () => {
    const carts: [Cart, number][] = [
      [cart([1299, 2], [999, 1]), 2598],
      [withCoupon('WELCOME', cart([95, 1], [150, 1], [2000, 3])), 5228],
      [cart([5, 1], [10, 1]), 10],
    ];

    const wrong = carts.filter(([one, cents]) => charge(one).cents !== cents);

    const [first = carts[0]!] = wrong;
    const known = charge(reported.cart).cents === 13_275;
    expect(
      wrong.map(([one]) => describeCart(one)),
      explain({
        diagnosis: known && `Reported cart passes; ${wrong.length} others fail`,
        sent: describeCart(first[0]),
        got: charge(first[0]).got,
        expected: `${first[1]} cents`,
        because: 'the report is one example of the bug, not the bug',
        look: 'whether your change knows this one order, or the reason behind it',
      }),
    ).toEqual([]);
  });

  test.each(
    named([
      [cart([12_500, 1], [9900, 1]), 12_500],
      [cart([100_000, 1], [20_000, 2]), 120_000],
    ]),
  )('knows dear pieces, too: %s', (_, one, cents) => {
    const { cents: charged, got } = charge(one);

    expect(
      charged,
      explain({
        diagnosis:
          charge(cart([1299, 2], [999, 1])).cents === 2598 &&
          one.lines[1]!.cents === 9900 &&
          'Right up to 9,999 cents, wrong from 10,000 on',
        sent: describeCart(one),
        got,
        expected: `${cents} cents`,
        because: 'the rules know no largest price',
        look: 'what your change does with more digits',
      }),
    ).toBe(cents);
  });

  test('leaves the cart as it was', () => {
    const given = cart([500, 1], [300, 2], [1000, 1]);
    const before = describeCart(given);

    totalCents(given);

    const after = describeCart(given);
    expect(
      after,
      explain({
        diagnosis: after !== before && 'totalCents changed the cart it was given',
        sent: before,
        got: `${after} afterwards`,
        expected: 'the same cart in the same order',
        because: 'the customer is still looking at it',
        look: 'sort and other methods that change a list in place',
      }),
    ).toBe(before);
  });
});
