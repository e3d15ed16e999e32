import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.resetModules());
test('doMock', async () => {
  vi.doMock('./lib.ts', () => ({ value: 'first' }));
  expect((await import('./lib.ts')).value).toBe('first');
});
test('doMock again', async () => {
  vi.doMock('./lib.ts', () => ({ value: 'second' }));
  expect((await import('./lib.ts')).value).toBe('second');
});
test('doUnmock', async () => {
  vi.doUnmock('./lib.ts');
  expect((await import('./lib.ts')).value).toBe('unreal');
});
