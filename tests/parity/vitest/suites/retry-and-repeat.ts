import { describe, expect, test } from 'vitest';

let tries = 0;
test('third time lucky', { retry: 3 }, () => expect(++tries).toBe(3));
let never = 0;
test('never lucky', { retry: 2 }, () => expect(++never).toBe(10));
let repeated = 0;
test('repeated', { repeats: 2 }, () => expect(++repeated).toBeLessThan(3));
test('count', () => expect([tries, never, repeated]).toEqual([3, 3, 3]));
describe('with options', { retry: 1 }, () => {
  let first = true;
  test('inherits', () => {
    const was = first;
    first = false;
    expect(was).toBe(false);
  });
});
