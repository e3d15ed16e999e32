import { expect, test } from 'vitest';
import { parseExercise } from '../../../sandbox/exercise.ts';
import { placeOf } from '../../../sandbox/proof/finding.ts';
import { folderFindings, slugFindings } from '../../../sandbox/proof/folder-rules.ts';
import type { Files } from '../../../sandbox/types.ts';

const readme = `---
title: A server
kind: write
language: typescript
focus: [app.ts]
hints: [a, b, c]
wrong:
  fixed: 'It never changes'
---

Finish the server in \`app.ts\`: \`GET /\` answers 200 with the text that it was made with.
`;
const suite = `import { test } from 'vitest';
import { explain, serve } from '#testing';
import { createApp } from './app.ts';

test('answers', async () => {});
`;
const folder: Files = {
  'README.md': readme,
  'app.ts': '// TODO: answer',
  'app.test.ts': suite,
  'feedback.md': 'said',
  'solution/app.ts': 'a',
  'alt/one/app.ts': 'b',
  'alt/two/app.ts': 'c',
  'wrong/fixed/app.ts': 'd',
};
const without = (name: string) => Object.fromEntries(Object.entries(folder).filter(([path]) => path !== name));
const find = (files: Files) =>
  folderFindings(parseExercise('a', files), files).map(
    (finding) => `${placeOf(finding)} ${finding.rule}: ${finding.problem}`,
  );
const withSuite = (line: string) => ({ ...folder, 'app.test.ts': suite + line });
const withReadme = (from: string, to: string) => ({ ...folder, 'README.md': readme.replace(from, to) });

test('a folder that keeps the rules has no findings', () => {
  expect(find(folder)).toEqual([]);
  expect(slugFindings('hello-server')).toEqual([]);
});

test.each<[what: string, Files, finding: RegExp]>([
  ['no TODO', { ...folder, 'app.ts': '' }, /^exercises\/a\/app\.ts TODO: The starter does not say/],
  ['a TODO left', { ...folder, 'alt/two/app.ts': '\n// TODO' }, /^exercises\/a\/alt\/two\/app\.ts:2 TODO: A right answer/],
  ['no solution', without('solution/app.ts'), /README\.md right answers: There is no solution/],
  ['one alt', without('alt/two/app.ts'), /README\.md right answers: There is one other right answer/],
  ['no diagnosis', { ...folder, 'wrong/new/app.ts': '' }, /README\.md:\d wrong answers: wrong\/new has no diagnosis/],
  ['no folder', without('wrong/fixed/app.ts'), /README\.md:8 wrong answers: There is no folder wrong\/fixed/],
  ['the same diagnosis', { ...withReadme("  fixed: 'It never changes'", "  fixed: 'It never changes'\n  also: 'It never changes'"), 'wrong/also/app.ts': '' }, /README\.md:8 wrong answers: Two wrong answers have/],
  ['a long diagnosis', withReadme('It never changes', 'word '.repeat(61)), /README\.md:8 messages: A diagnosis has 61 words/],
  ['a tone', withReadme('Finish the', 'Just finish the'), /README\.md:11 tone: The task uses “Just”/],
  ['no task', withReadme(readme.split('---\n\n')[1]!, 'Do it.'), /README\.md task: The task is missing/],
  ['a stray file', { ...folder, 'app.ts.orig': '' }, /exercises\/a\/app\.ts\.orig stray files/],
  ['an unused file', { ...folder, 'data.csv': '' }, /exercises\/a\/data\.csv stray files/],
  ['a solution to nothing', { ...folder, 'solution/ap.ts': '' }, /exercises\/a\/solution\/ap\.ts stray files/],
  ['a broken mutants.yml', { ...folder, 'mutants.yml': '- file: app.ts\n' }, /exercises\/a\/mutants\.yml mutants: .*in:/],
  ['an import from outside', withSuite("import '../b.ts';\nimport b from '../b.ts';"), /app\.test\.ts:6 imports: The suite imports \.\.\/b\.ts/],
  ['no #testing', { ...folder, 'app.test.ts': suite.replace('#testing', './app.ts') }, /app\.test\.ts imports: .*does not import `#testing`/],
  ['a clock', withSuite('const now = performance.now();'), /app\.test\.ts:6 clocks: .*reads the clock/],
  ['the date', withSuite('const now = new Date();'), /app\.test\.ts:6 clocks/],
  ['a pause', withSuite('await new Promise((done) => setTimeout(done, 50));'), /app\.test\.ts:6 clocks: .*waits/],
  ['timers/promises', withSuite("import { setTimeout } from 'node:timers/promises';"), /app\.test\.ts:6 clocks: .*waits/],
  ['chance', withSuite('const id = Math.random();'), /app\.test\.ts:6 clocks: .*chance/],
  ['reading the answer', withSuite("import { readFileSync } from 'node:fs';"), /app\.test\.ts:6 behaviour: .*source/],
])('%s is found, with its place', (_what, files, finding) => {
  const [first, ...others] = find(files);
  expect(first).toMatch(finding);
  expect(others).toEqual([]);
}); // prettier-ignore

test('what looks alike and is allowed is not found', () => {
  const fixed = "const at = new Date('2026-03-01');\nvi.setSystemTime(Date.UTC(2026, 1));\nsetTimeout(() => done(), 10);";
  expect(find(withSuite(fixed))).toEqual([]);
  const config = { ...withReadme('kind: write', 'kind: config'), 'app.test.ts': `${suite}import { readFileSync } from 'node:fs';` };
  expect(find(config)).toEqual([]);
}); // prettier-ignore

test.each(['Hello', 'hello--server', 'hello_server', '-a'])('“%s” cannot be a slug', (slug) => {
  expect(slugFindings(slug)).toMatchObject([{ rule: 'names', problem: expect.stringContaining(slug) }]);
});
