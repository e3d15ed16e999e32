import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});
test('global', () => {
  vi.stubGlobal('fetch', vi.fn(async () => ({ ok: true })));
  expect(vi.isMockFunction(fetch)).toBe(false);
});
test('global is back', () => expect(vi.isMockFunction(fetch)).toBe(false));
test('new global', () => {
  vi.stubGlobal('NEW', 1);
  expect((globalThis as any).NEW).toBe(2);
});
test('new global is gone', () => expect('NEW' in globalThis).toBe(false));
test('env', () => {
  vi.stubEnv('PORT', '3000');
  expect(process.env['PORT']).toBe('4000');
});
test('env is back', () => expect(process.env['PORT']).toBe(undefined));
test('env removed', () => {
  vi.stubEnv('NODE_ENV', undefined);
  expect(process.env['NODE_ENV']).toBe('test');
});
test('config', () => {
  vi.setConfig({ testTimeout: 50 });
});
test('config works', () => new Promise(() => {}), 40);
test('reset', () => vi.resetConfig());
