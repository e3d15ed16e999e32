import { expect, test } from 'vitest';
import { diffLines } from '../../../site/exercise/editor/line-diff.ts';

const drawn = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => ({ same: ' ', before: '-', after: '+' })[kind] + text);

test('common lines stay; what was taken away stands before what was added', () => {
  expect(drawn('a\nb\nc', 'a\nx\nc\nd')).toEqual([' a', '-b', '+x', ' c', '+d']);
});

test('equal versions have no changes, and an empty one is one empty line', () => {
  expect(drawn('a\nb', 'a\nb')).toEqual([' a', ' b']);
  expect(drawn('', 'a')).toEqual(['-', '+a']);
});
