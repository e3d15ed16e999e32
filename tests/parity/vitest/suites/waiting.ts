import { expect, test, vi } from 'vitest';

test('waitFor', async () => {
  let n = 0;
  expect(await vi.waitFor(() => { if (++n < 3) throw new Error('not yet'); return n; }, { interval: 5 })).toBe(4);
});
test('waitFor in vain', async () => {
  await vi.waitFor(() => expect(1).toBe(2), { interval: 5, timeout: 30 });
});
test('waitUntil', async () => {
  let n = 0;
  expect(await vi.waitUntil(() => ++n > 2 && 'there', { interval: 5 })).toBe('here');
});
test('waitUntil in vain', async () => {
  await vi.waitUntil(() => false, { interval: 5, timeout: 30 });
});
test('waitUntil throws', async () => {
  await vi.waitUntil(() => { throw new Error('broken'); }, { interval: 5, timeout: 30 });
});
