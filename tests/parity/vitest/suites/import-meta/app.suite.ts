import { expect, test, vi } from 'vitest';
import { file, inLibrary } from './lib.ts';

test('env', () => expect(import.meta.env).toMatchObject({ MODE: 'test', DEV: true, PROD: false, SSR: true, BASE_URL: '/' }));
test('vitest', () => expect(Object.keys((import.meta as any).vitest)).toContain('vi'));
test('in a library', () => expect(inLibrary).toEqual({ vitest: undefined, main: false }));
test('file', () => expect([file, import.meta.dirname === import.meta.filename.replace('/app.test.ts', '')]).toEqual(['lib.ts', true]));
test('url', () => expect(new URL('./x.txt', import.meta.url).pathname.endsWith('/x.txt')).toBe(true));
test('stubbed', () => {
  vi.stubEnv('MODE', 'other');
  vi.stubEnv('PROD', true);
  vi.stubEnv('OWN', 'mine');
  expect([import.meta.env.MODE, import.meta.env.PROD, process.env['OWN'], import.meta.env['OWN']]).toEqual([]);
});
test('restored', () => {
  vi.unstubAllEnvs();
  expect([import.meta.env.MODE, import.meta.env.PROD, process.env['OWN']]).toEqual(['test', false]);
});
test('process', () => {
  const { NODE_ENV, VITEST, TEST, VITEST_MODE, VITEST_POOL_ID, VITEST_WORKER_ID, DEV, PROD, SSR, MODE } = process.env;
  expect({ NODE_ENV, VITEST, TEST, VITEST_MODE, VITEST_POOL_ID, VITEST_WORKER_ID, DEV, PROD, SSR, MODE }).toEqual({});
});
