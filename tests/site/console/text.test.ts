import { expect, test } from 'vitest';
import { linkPlaces, readable, summary } from '../../../site/exercise/console/text.ts';

const isFile = (path: string) => ['app.ts', 'lib/db.ts'].includes(path);

test('the places of a stack become links, those outside of the exercise do not', () => {
  const stack =
    'Error: no\n    at run (file:///exercise/app.ts:3:9)\n    at lib/db.ts:12\n    at node:http:1:2 other.ts:1:1';
  const links = linkPlaces(stack, isFile).filter((part) => typeof part !== 'string');
  expect(links.map(({ frame }) => frame)).toEqual([
    { file: 'app.ts', line: 3, column: 9 },
    { file: 'lib/db.ts', line: 12, column: 1 },
  ]);
  const all = linkPlaces(stack, isFile).map((part) => (typeof part === 'string' ? part : part.text));
  expect(all.join('')).toBe(stack);
});

test('terminal colours and the last line break are not shown', () => {
  expect(readable('\u001B[31mred\u001B[39m\n')).toBe('red');
});

test('a folded value in one line', () => {
  const leaf = (text: string) => ({ text });
  expect(summary({ text: 'Object', entries: [['a', leaf('1')], ['b', leaf('Array(2)')]] })).toBe('{ a: 1, b: Array(2) }'); // prettier-ignore
  expect(summary({ text: 'Array(9)', entries: [['0', leaf("'x'")]], more: 8 })).toBe("Array(9) ['x', …]");
  expect(summary({ text: 'User', entries: [] })).toBe('User {}');
});
