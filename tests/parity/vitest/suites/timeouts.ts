import { describe, expect, test, beforeEach, vi } from 'vitest';

test('too slow', () => new Promise(() => {}), 50);
test('slow with options', { timeout: 60 }, async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
});
describe('hook', () => {
  beforeEach(() => new Promise(() => {}), 40);
  test('never runs', () => expect(1).toBe(1));
});
test('signal', async ({ signal }) => {
  await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}, 30);
test('afterwards', () => expect(vi.isFakeTimers()).toBe(false));
