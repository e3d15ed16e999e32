import { expect, test } from 'vitest';
import { changedPart } from '../../../../site/exercise/editor/code-editor.ts';

test.each([
  ['', '', [0, 0, '']],
  ['', 'new', [0, 0, 'new']],
  ['old', '', [0, 3, '']],
  ['one two three', 'one 2 three', [4, 7, '2']],
  ['aaa', 'aa', [2, 3, '']],
  ['aa', 'aaa', [2, 2, 'a']],
  ['// a\ncode', '// a\n// b\ncode', [5, 5, '// b\n']],
])('from %j to %j only the part between changes', (before, after, [from, to, insert]) => {
  expect(changedPart(before, after)).toEqual({ from, to, insert });
  expect(before.slice(0, from as number) + insert + before.slice(to as number)).toBe(after);
});
