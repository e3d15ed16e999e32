import fs from 'node:fs';
import { expect, test, vi } from 'vitest';
import { config, host } from './app.ts';

vi.mock('node:fs', () => ({ readFileSync: vi.fn(() => '{"a":1}'), default: { readFileSync: 'other' } }));
vi.mock('node:os', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:os')>();
  return { ...original, default: { ...original.default, hostname: () => 'mocked' } };
});
test('fs', () => expect(config()).toBe('{"a":1}'));
test('os under its other name', () => expect(host()).toBe('mocked'));
test('default', () => expect(fs).toEqual({ readFileSync: 'nothing' }));
