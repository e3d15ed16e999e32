import { expect, test } from 'vitest';
import { countRows, sameAnswers, type Counted } from '../../site/scripts/compare-counts.ts';

const tally = (scope: string, count: number, returned: number) => ({
  scope,
  count,
  returned,
  changed: 0,
  total: 1,
  longest: 1,
});
const version = (part: Partial<Counted>): Counted => ({ answers: [], printed: '', log: { statements: [], others: 0 }, steps: [], ...part }); // prettier-ignore
const answer = (body: string, date = 'now') => ({ text: `HTTP/1.1 200 OK\nDate: ${date}\n\n${body}` });

test('counts what requests caused, and not how the tables were made', () => {
  const log = (count: number) => ({
    statements: [{ sql: 'SELECT', tallies: [tally('', 5, 0), tally('GET /', count, 3)] }],
    others: 0,
  });
  const both: [Counted, Counted] = [
    version({ answers: [answer('a')], log: log(4) }),
    version({ answers: [answer('a')], log: log(1) }),
  ];
  expect(countRows(both)).toEqual([
    { what: 'Answers', counts: [1, 1] },
    { what: 'SQL statements', counts: [4, 1] },
    { what: 'Rows that SQL gave', counts: [3, 3] },
  ]);
});

test('counts a program without requests as a whole, with its own steps and lines', () => {
  const log = { statements: [{ sql: 'SELECT', tallies: [tally('', 5, 0)] }], others: 0 };
  const both: [Counted, Counted] = [
    version({ log, printed: 'a\nb', steps: [['comparisons', 9]] }),
    version({ printed: 'a\nb' }),
  ];
  expect(countRows(both)).toEqual([
    { what: 'SQL statements', counts: [5, 0] },
    { what: 'Comparisons', counts: [9, 0] },
    { what: 'Printed lines', counts: [2, 2] },
  ]);
});

test('tells the same answers from different ones, whenever they came', () => {
  const of = (...answers: Counted['answers']) => version({ answers });
  expect(sameAnswers([of(answer('a', 'now')), of(answer('a', 'later'))])).toBe(true);
  expect(sameAnswers([of(answer('a')), of(answer('b'))])).toBe(false);
  expect(sameAnswers([of(answer('a')), of({ fault: 'No answer' })])).toBe(false);
  expect(sameAnswers([version({ printed: 'a' }), version({ printed: 'b' })])).toBe(false);
});
