import { expect, test, vi } from 'vitest';
import { make } from './app.ts';

vi.mock('express', () => ({ default: vi.fn(() => 'an app') }));
test('the package is replaced', () => expect(make()).toBe('an app'));
test('its original is there', async () => {
  const { default: express } = await vi.importActual<typeof import('express')>('express');
  expect(typeof express.json).toBe('function');
  expect(Object.keys(express)).toEqual([]);
});
