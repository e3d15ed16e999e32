import { expect, test } from 'vitest';

test('starts trouble', () => {
  setTimeout(() => {
    throw new TypeError('in a timer');
  }, 5);
});
test('goes on', async () => {
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(1).toBe(1);
});
test('forgets a promise', () => {
  void Promise.reject(new Error('nobody listens'));
});
test('handles it late', async () => {
  const late = Promise.reject(new Error('late'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await late.catch(() => {});
});
test('ends', () => {});
