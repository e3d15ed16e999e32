import { expect, test } from 'vitest';
import { ab, count, increase } from './a.ts';
import * as b from './b.ts';

test('cycle', () => expect([ab(), b.ba()]).toEqual(['ab', 'ab']));
test('live bindings', () => {
  increase();
  expect(count).toBe(2);
});
test('namespace', () => expect(b).toEqual({}));
test('keys', () => expect(Object.keys(b)).toEqual([]));
test('read only', () => {
  (b as any).c = 1;
});
