import path from 'node:path';
import { expect, test } from 'vitest';
import { parseExercise } from '../../../sandbox/exercise.ts';
import { inFrontMatter } from '../../../site/author/placed-error.ts';

const readme = `---
title: Greet
kind: write
language: typescript
focus: [app.ts]
hints: [a, b, c]
requests:
  - title: Hello
    path: /hello
wrong: {}
---

Write a greeting.
`;
const file = 'exercises/greet/README.md';

/** Where the page of errors finds the fault, and what it says first. */
function faultOf(source: string): [string, string] {
  try {
    parseExercise('greet', { 'README.md': source, 'app.ts': '', 'app.test.ts': '' });
  } catch (error) {
    const { message, stack } = inFrontMatter(error, file, source) as Error;
    const [, place] = /at (\S+:\d+):1$/.exec(stack!)!;
    return [path.relative('.', place!), message.split('\n')[0]!];
  }
  return ['', 'no fault'];
}

test.each([
  ['kind: write', 'kind: wrote', 3, /line 3: kind: /],
  ['kind: write', 'knid: write\nkind: write', 3, /line 3: unknown key knid\. Known keys are title,/],
  ['path: /hello', 'path: hello', 7, /line 7: requests\.0\.path: /],
  ['focus: [app.ts]', 'focus: [ap.ts]', 5, /line 5: focus: there is no file ap\.ts/],
  ['kind: write', 'knid: write', 3, /line 3: unknown key knid\. Known keys are title,/],
  ['kind: write', 'kind: [write', 4, /line \d+: the front matter is not valid YAML/],
  ['title: Greet\n', '', 1, /line 1: title: /],
  ['---\ntitle', 'title', 1, /line 1 has no front matter/],
])('%s written as %s', (right, wrong, line, words) => {
  expect(faultOf(readme)).toEqual(['', 'no fault']);
  const [place, said] = faultOf(readme.replace(right, wrong));
  expect(said).toMatch(words);
  expect(place).toMatch(new RegExp(`^${file}:`));
  if (!/YAML/.test(said)) expect(place).toBe(`${file}:${line}`);
});

test('other errors stay as they are', () => {
  const error = new Error('out of memory');
  expect(inFrontMatter(error, file, readme)).toBe(error);
});
