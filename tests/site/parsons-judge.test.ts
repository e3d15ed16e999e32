import { expect, test } from 'vitest';
import { judge } from '../../site/scripts/parsons-judge.ts';

const settings = {
  lines: ['a', 'b', 'c', '}'],
  whys: ['It opens a port.'],
  orders: [
    [0, 1, 2, 3],
    [1, 0, 2, 3],
  ],
};

test('accepts every right order', () => {
  expect(judge([0, 1, 2, 3], settings).right).toBe(true);
  expect(judge([1, 0, 2, 3], settings).right).toBe(true);
});

test('says why a distractor does not belong, and which line comes wrongly', () => {
  expect(judge([0, 4], settings)).toMatchObject({
    right: false,
    at: 1,
    message: expect.stringContaining('It opens a port.'),
  });
  expect(judge([0, 2, 1, 3], settings)).toMatchObject({ right: false, at: 1 });
  expect(judge([0, 1], settings)).toMatchObject({ right: false, message: 'Right so far. 2 lines are still missing.' });
});

test('lets lines with the same text stand for each other', () => {
  const twins = { lines: ['{', '}', '}'], whys: [], orders: [[0, 1, 2]] };
  expect(judge([0, 2, 1], twins).right).toBe(true);
});
