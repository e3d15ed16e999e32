import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../sandbox/answers/read.ts';
import { sheet } from './sheets.ts';

const whole = `order:
  - ask # first
aside: [write]
answers:
  first:
    prints: |
      1
      no
    again: no
    why: Because.
notes:
  - line: 6
    about: access
    text: 'Bob: all of it'
`;

test('an answer is read as it is written; what no list names is left aside', () => {
  expect(readAnswer(sheet, whole)).toEqual({
    order: ['ask'],
    aside: ['write', 'pay'],
    answers: { first: { prints: ['1', 'no'], again: 'no', why: 'Because.' } },
    notes: [{ line: 6, about: 'access', text: 'Bob: all of it' }],
    faults: [],
    writable: true,
  });
});

test('lines may be a list, and numbers and yes are words', () => {
  const { answers } = readAnswer(sheet, whole.replace('|\n      1\n      no\n', '[1, yes, 2.0]\n'));
  expect(answers['first']?.['prints']).toEqual(['1', 'yes', '2.0']);
});

test('lines may stand in one line, with commas', () => {
  const { answers } = readAnswer(sheet, whole.replace('|\n      1\n      no\n', '1, go on\n'));
  expect(answers['first']?.['prints']).toEqual(['1', 'go on']);
});

test('a colon in a text is told as what it is', () => {
  const { faults } = readAnswer(sheet, whole.replace("'Bob: all of it'", 'Bob: all of it'));
  expect(faults).toMatchObject([{ line: 14, problem: 'two names with a colon in one line' }]);
});

test('what is left empty is no answer and no fault', () => {
  const { answers, notes, order, faults } = readAnswer(
    sheet,
    'order:\naside:\nanswers:\n  first:\n    prints:\n    again:\nnotes:\n',
  );
  expect({ answers, notes, order, faults }).toEqual({ answers: { first: {} }, notes: [], order: [], faults: [] });
});

test('an alias means what it names', () => {
  const text = whole.replace('again: no', 'again: &same yes').replace('why: Because.', 'why: *same');
  expect(readAnswer(sheet, text).answers['first']).toMatchObject({ again: 'yes', why: 'yes' });
});

describe('a fault is told with its line and with what to do', () => {
  const rest = 'answers: {}\nnotes: []\n';
  test.each<[string, string, number, string, string, boolean]>([
    ['an unknown card', `order:\n  - aks\n${rest}`, 2, '“aks”, which is the name of no card', 'its spelling: “ask” may be meant', true],
    ['a card twice', `order:\n  - ask\naside:\n  - ask\n${rest}`, 4, 'the card “ask”, which is in line 2 as well', 'these two lines', true],
    ['no list', `order: ask, pay\n${rest}`, 1, 'no list below `order:`', 'a hyphen and a space', false],
    ['a sentence in a list', `order:\n  - ask: first\n${rest}`, 2, 'a colon, which makes a name of what is before it', 'between quotes', false],
    ['a wrong name', `oder: []\n${rest}`, 1, 'the name “oder”', '“order” may be meant', true],
    ['a missing name', 'answers: {}\nnotes: []\n', 1, 'no `order:`', 'at the beginning of a line', true],
    ['an unknown option', 'order: []\nnotes: []\nanswers:\n  first:\n    again: maybe\n', 5, '“maybe”, which `again` does not offer', 'yes, no', true],
    ['an unknown question', 'order: []\nnotes: []\nanswers:\n  fist: {}\n', 4, '“fist”, which is no question', '“first” may be meant', true],
    ['a note beside the patch', 'order: []\nanswers: {}\nnotes:\n  - line: 70\n', 4, 'a note at line “70” of the patch', 'as it stands beside the patch', true],
    ['a note at no code', 'order: []\nanswers: {}\nnotes:\n  - line: 3\n', 4, 'line 3, which is no code', 'below that one', true],
    ['the same name twice', `order: []\n${rest}order: [ask]\n`, 4, 'a name that is there already', 'this line', false],
    ['no YAML', 'order:\n  - "ask\n', 3, 'no YAML:', 'how far those around it are moved in', false],
    ['prose', 'First she pays.\n', 1, 'no names with a colon', '`order:`', false],
  ])('%s', (_case, text, line, problem, advice, writable) => {
    const answer = readAnswer(sheet, text);
    expect(answer.faults[0]).toEqual({ line, problem: expect.stringContaining(problem), advice: expect.stringContaining(advice) }); // prettier-ignore
    expect(answer.writable).toBe(writable);
  }); // prettier-ignore
});

test('several faults come in the order of their lines', () => {
  const { faults } = readAnswer(sheet, 'notes:\n  - line: 99\norder:\n  - x1\n  - x2\nanswers: {}\n');
  expect(faults.map(({ line }) => line)).toEqual([2, 4, 5]);
});
