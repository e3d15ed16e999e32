import { expect, test } from 'vitest';

test('soft collects', () => {
  expect.soft(1).toBe(2);
  expect.soft('a', 'letters').toBe('b');
  expect.soft({ a: 1 }).toEqual({ a: 1 });
});
test('soft and then hard', () => {
  expect.soft(1).toBe(2);
  expect([1]).toEqual([2]);
});
test('poll succeeds', async () => {
  let n = 0;
  await expect.poll(() => ++n, { interval: 5 }).toBe(3);
});
test('poll gives up', async () => {
  await expect.poll(() => 'never', { interval: 5, timeout: 40 }).toBe('always');
});
test('poll with a message', async () => {
  await expect.poll(async () => ({ a: 1 }), { interval: 5, timeout: 40, message: 'wait for a' }).toEqual({ a: 2 });
});
test('poll that is not awaited', () => {
  expect.poll(() => 1).toBe(1);
});
test('assertion that is not awaited', () => {
  expect(Promise.resolve(1)).resolves.toBe(1);
});
