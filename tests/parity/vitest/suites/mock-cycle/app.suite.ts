import { expect, test, vi } from 'vitest';
import { both } from './b.ts';

vi.mock('./a.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('./a.ts')>();
  return { a: () => `mocked ${original.a()}` };
});
test('both', () => expect(both()).toBe('mocked a and b'));
