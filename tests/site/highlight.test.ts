import { expect, test } from 'vitest';
import { readMeta } from '../../site/highlight.mjs';

test('a block of code may name its file and mark lines', () => {
  expect(readMeta('title="app.ts" {1, 3-5}', 6)).toEqual({ title: 'app.ts', marked: new Set([1, 3, 4, 5]) });
  expect(readMeta('{2}').marked).toEqual(new Set([2]));
  expect(readMeta(undefined)).toEqual({ marked: new Set() });
});

test('what cannot be meant is told, with a way that works', () => {
  expect(() => readMeta('titel="app.ts"')).toThrow('“titel="app.ts"” is not known. Written like this it works');
  expect(() => readMeta('{5-3}')).toThrow('“5-3” is no range of lines');
  expect(() => readMeta('{0}')).toThrow('no range');
  expect(() => readMeta('{9}', 4)).toThrow('there is no line 9: the block has 4');
});
