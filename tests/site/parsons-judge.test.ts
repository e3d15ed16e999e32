import { describe, expect, test } from 'vitest';
import { fullOrder, judge } from '../../site/scripts/parsons-judge.ts';

describe('orders', () => {
  const settings = {
    lines: ['a', 'b', 'c', '}'],
    whys: ['It opens a port.', 'It hides a fault.'],
    orders: [
      [0, 1, 2, 3],
      [1, 0, 2, 3],
    ],
  };

  test('accepts every right order', () => {
    expect(judge([0, 1, 2, 3], settings).right).toBe(true);
    expect(judge([1, 0, 2, 3], settings).right).toBe(true);
  });

  test('says why each distractor does not belong, and which line comes wrongly', () => {
    const { right, at, message } = judge([0, 4, 5], settings);
    expect({ right, at }).toEqual({ right: false, at: [1, 2] });
    expect(message).toMatch(/Line 2 .* It opens a port\. Line 3 .* It hides a fault\./);
    expect(judge([0, 2, 1, 3], settings)).toMatchObject({ right: false, at: [1] });
    expect(judge([0, 1], settings)).toMatchObject({
      right: false,
      message: 'Right so far. 2 lines are still missing.',
    });
  });

  test('lets lines with the same text stand for each other', () => {
    const twins = { lines: ['{', '}', '}'], whys: [], orders: [[0, 1, 2]] };
    expect(judge([0, 2, 1], twins).right).toBe(true);
  });
});

describe('dependencies', () => {
  const permutations = (items: number[]): number[][] =>
    items.length === 0
      ? [[]]
      : items.flatMap((item) => permutations(items.filter((one) => one !== item)).map((rest) => [item, ...rest]));

  test('accept every order that keeps them, and no other', () => {
    // 1 and 2 follow 0 in either order, 3 follows both, 4 is free after 0.
    const after = { 1: [0], 2: [0], 3: [1, 2], 4: [0] };
    const settings = { lines: ['a', 'b', 'c', 'd', 'e'], whys: [], after: fullOrder(5, after) };
    for (const order of permutations([0, 1, 2, 3, 4])) {
      const keeps = Object.entries(after).every(([line, needs]) =>
        needs.every((need) => order.indexOf(need) < order.indexOf(Number(line))),
      );
      expect(judge(order, settings).right, order.join()).toBe(keeps);
    }
  });

  test('follow the line before where nothing else is said', () => {
    const settings = { lines: ['a', 'b', 'c'], whys: [], after: fullOrder(3) };
    expect(judge([0, 1, 2], settings).right).toBe(true);
    expect(judge([0, 2, 1], settings)).toMatchObject({
      right: false,
      at: [1],
      message: expect.stringContaining('early'),
    });
    expect(judge([2], settings).message).toContain('cannot come first');
  });

  test('find the one of two equal lines that makes the order right', () => {
    // { b } { d }, where the second pair may come first.
    const lines = ['{', 'b', '}', '{', 'd', '}'];
    const after = fullOrder(6, { 3: [] });
    expect(judge([3, 4, 5, 0, 1, 2], { lines, whys: [], after }).right).toBe(true);
    expect(judge([0, 4, 2, 3, 1, 5], { lines, whys: [], after }).right).toBe(true);
    expect(judge([0, 1, 4, 2, 3, 5], { lines, whys: [], after })).toMatchObject({ right: false, at: [2] });
  });
});
