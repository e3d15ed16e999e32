import { expect, test, vi } from 'vitest';

test('a mock of what is not there', async () => {
  vi.doMock('./nowhere.ts', () => ({ value: 1 }));
  expect((await import('./nowhere.ts' as string)).value).toBe(1);
});
test('what is not there', async () => {
  await import('./nothing.ts' as string);
});
