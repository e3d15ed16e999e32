import { expect, test } from 'vitest';
import { patchLines } from '../../../sandbox/answers/patch.ts';
import { readSheet } from '../../../sandbox/answers/sheet.ts';
import { sheet } from './sheets.ts';

test('a sheet says what is asked, in its order, with the texts of the files that it shows', () => {
  expect(sheet.cards.map(({ id }) => id)).toEqual(['ask', 'pay', 'write']);
  expect(sheet.questions[0]).toMatchObject({
    id: 'first',
    shown: { file: 'asked/first.ts', text: 'console.log(1);\n' },
    fields: [
      { id: 'prints', kind: 'lines' },
      {
        id: 'again',
        kind: 'choice',
        options: [
          { id: 'yes', text: 'Yes' },
          { id: 'no', text: 'No' },
        ],
      },
      { id: 'why', kind: 'text' },
    ],
  });
  expect(sheet.notes?.patch).toContain('+2');
});

test.each([
  ['cards: [a]', 'cards has to hold names with values'],
  ['cards: { 1: One }', '“1” is no id'],
  ['cards: { a: }', 'cards: a has to be a text'],
  ['cadrs: {}', 'the sheet: cadrs is unknown; known are cards, questions, notes'],
  ['questions: { q: { text: Why? } }', 'questions: q has no fields'],
  ['questions: { q: { text: Why?, fields: { a: { label: A, kind: essay } } } }', 'kind is choice, lines or text'],
  ['questions: { q: { text: Why?, fields: { a: { label: A, kind: choice } } } }', 'a choice needs them'],
  [
    'questions: { q: { text: Why?, shows: gone.ts, fields: { a: { label: A } } } }',
    'gone.ts, and there is no such file',
  ],
  ['cards: { a: A', 'asked/sheet.yml: '],
])('the author of %j reads where it is wrong', (source, words) => {
  expect(() => readSheet((path) => (path === 'asked/sheet.yml' ? source : undefined))).toThrow(words);
});

test('the lines of a patch are told apart, also where code looks like a head', () => {
  const patch = `--- a/q.sql
+++ b/q.sql
@@ -1,2 +1,2 @@
--- a comment of SQL
+++ a list in Haskell
 select 1
--- a/other
+++ b/other
@@ -5 +5 @@
-old
+new
`;
  expect(patchLines(patch).map(({ kind }) => kind)).toEqual(
    'head head head removed added same head head head removed added'.split(' '),
  );
});
