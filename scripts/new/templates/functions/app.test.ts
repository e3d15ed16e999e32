import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { totalCents, type Line } from './app.ts';

/** What came back, or what was thrown, in words. */
function attempt(work: () => unknown): { value?: unknown; got: string } {
  try {
    const value = work();
    return { value, got: String(value) };
  } catch (error) {
    // Its words differ from engine to engine, its name does not.
    return { got: `a thrown ${(error as Error).name}` };
  }
}

const cup = (quantity: number): Line => ({ cents: 250, quantity });
const cookie = (quantity: number): Line => ({ cents: 90, quantity });

// Many orders and not one: a function that knows the answer to the example alone does not pass.
describe('an order', () => {
  test.each<[Line[], number]>([
    [[cup(1)], 250],
    [[cup(1), cookie(1)], 340],
    [[cup(3)], 750],
    [[cup(3), cookie(1)], 840],
    [[cup(0), cookie(12)], 1080],
  ])('costs what its lines cost together: %j', (lines, total) => {
    const { value, got } = attempt(() => totalCents(lines));

    const oneOfEach = value !== total && value === lines.reduce((sum, { cents }) => sum + cents, 0);
    expect(
      value,
      explain({
        diagnosis: oneOfEach && lines[0]?.quantity === 3 && 'Three cups were charged as one',
        sent: JSON.stringify(lines),
        got,
        expected: String(total),
        because: 'each line costs its price as often as it was ordered',
        look: 'what you add for each line',
      }),
    ).toBe(total);
  });

  test('without lines costs nothing', () => {
    const { value, got } = attempt(() => totalCents([]));

    expect(
      value,
      explain({
        diagnosis: got.endsWith('TypeError') && 'An empty order has no first line to begin with',
        sent: '[], an order without lines',
        got,
        expected: '0',
        because: 'where nothing was ordered, nothing is paid',
        look: 'the number that you begin with',
      }),
    ).toBe(0);
  });

  test('stays as it was', () => {
    const lines = [cup(2), cookie(3)];
    const before = structuredClone(lines);

    attempt(() => totalCents(lines));

    expect(
      lines,
      explain({
        sent: JSON.stringify(before),
        got: `${JSON.stringify(lines)} in the list afterwards`,
        expected: 'the same list as before',
        because: 'somebody else is still reading it',
        look: 'methods that change a list or its lines, such as sort, shift and ‘line.cents = …’',
      }),
    ).toEqual(before);
  });
});
