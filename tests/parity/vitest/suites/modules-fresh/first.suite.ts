import { afterAll, expect, test, vi } from 'vitest';
import { counter } from './counter.ts';

test('starts at nothing', () => expect(++counter.value).toBe(1));
test('global', () => expect((globalThis as any).loaded).toBe(1));
test('after a reset', async () => {
  vi.resetModules();
  const again = await import('./counter.ts');
  expect([again.counter === counter, again.counter.value]).toEqual([false, 0]);
});
test('leaves things behind', () => {
  process.env['LEFT'] = 'behind';
  vi.stubGlobal('stubbed', 1);
  vi.stubEnv('STUBBED', 'yes');
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(4);
  expect(Math.random()).toBe(4);
});
afterAll(() => void ((globalThis as any).left = 'too'));
