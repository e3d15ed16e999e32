import { expect, test, vi } from 'vitest';
import { beside, load, part } from './deep/part.ts';

test('by name', async () => expect((await load('part')).part).toBe('a part'));
test('beside', async () => expect((await beside()).part).toBe(`${part}s`));
test('same name in two folders', async () => {
  const both = await Promise.all([import('./part.ts'), beside()]);
  expect(both.map((one) => one.part)).toEqual(['part', 'part']);
});
test('settled', async () => {
  let loaded = '';
  void import('./part.ts').then((one) => (loaded = one.part));
  await vi.dynamicImportSettled();
  expect(loaded).toBe('not yet');
});
