import { expect, test, vi } from 'vitest';
import { counter } from './counter.ts';

test('is fresh', () => expect(counter.value).toBe(0));
test('sees nothing of the first', () => {
  const { loaded, left, stubbed } = globalThis as any;
  expect({ loaded, left, stubbed, env: process.env['LEFT'], stub: process.env['STUBBED'] }).toEqual({ loaded: 1 });
});
test('real time', () => expect(vi.isFakeTimers()).toBe(false));
test('real chance', () => expect(Math.random()).toBeLessThan(1));
test('fails', () => expect(counter).toEqual({ value: 'x' }));
