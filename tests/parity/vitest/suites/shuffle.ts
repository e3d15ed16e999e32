import { describe, expect, test } from 'vitest';

const ran: number[] = [];
describe.shuffle('shuffled', () => {
  for (let n = 0; n < 8; n++) test(`number ${n}`, () => void ran.push(n));
});
test('all ran', () => expect(ran.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]));
