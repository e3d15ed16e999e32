// First steps with Vitest: press Run tests, then break something in cart.ts and see what the report says.
import { describe, expect, test } from 'vitest';
import { discounted, totalOf } from './cart.ts';

describe('totalOf', () => {
  test('is 0 for an empty cart', () => {
    expect(totalOf([])).toBe(0);
  });

  test('counts each line as often as it is wanted', () => {
    const lines = [
      { name: 'Rope', price: 12_50, amount: 2 },
      { name: 'Lamp', price: 30_00, amount: 1 },
    ];
    expect(totalOf(lines)).toBe(55_00);
  });
});

// One test for each row: the interesting values lie at the edges.
test.each([
  [99_99, 99_99],
  [100_00, 90_00],
  [250_00, 225_00],
])('a total of %i costs %i', (total, expected) => {
  expect(discounted(total)).toBe(expected);
});

test.todo('What should happen with a negative amount?');
