import { expect, test } from 'vitest';

expect.extend({
  toBeWithin(received: number, low: number, high: number) {
    const pass = received >= low && received <= high;
    return {
      pass,
      message: () => `expected ${this.utils.printReceived(received)} ${this.isNot ? 'not ' : ''}to be within ${low} and ${high}`,
      actual: received,
      expected: `${low}..${high}`,
    };
  },
  async toEventuallyBe(received: Promise<unknown>, expected: unknown) {
    const value = await received;
    return { pass: this.equals(value, expected), message: () => this.utils.matcherHint('toEventuallyBe') };
  },
});
declare module 'vitest' {
  interface Matchers {
    toBeWithin(low: number, high: number): void;
    toEventuallyBe(value: unknown): Promise<void>;
  }
}
test('passes', () => expect(5).toBeWithin(1, 10));
test('fails', () => expect(50).toBeWithin(1, 10));
test('not', () => expect(5).not.toBeWithin(1, 10));
test('asymmetric', () => expect({ a: 50 }).toEqual({ a: (expect as any).toBeWithin(1, 10) }));
test('async passes', async () => await expect(Promise.resolve({ a: 1 })).toEventuallyBe({ a: 1 }));
test('async fails', async () => await expect(Promise.resolve({ a: 1 })).toEventuallyBe({ a: 2 }));
test('equality tester', () => {
  expect.addEqualityTesters([(a, b) => (typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : undefined)]);
  expect({ a: 'X' }).toEqual({ a: 'x' });
});
