import { describe, expect, test } from 'vitest';
import { csvCell, toCsv, toJson } from '../../../sandbox/classroom/files.ts';
import { exitCodeOf, notStarted, toResult, type Grades, type Result } from '../../../sandbox/classroom/results.ts';
import { formatBar, formatMarkdown, formatTable, formatTroubles } from '../../../sandbox/classroom/table.ts';
import type { TestResult } from '../../../sandbox/types.ts';

const plain = (_style: string, text: string) => text;
const passed: Result = { status: 'passed', passed: 10, tests: 10 };
const failed: Result = { status: 'failed', passed: 7, tests: 10, why: 'GET / > greets: You sent GET /. We got 404' };
const looped: Result = { status: 'failed', passed: 0, tests: 0, reason: 'timeout', why: 'Your code was still busy.' };
const broken: Result = { status: 'could not run', passed: 0, tests: 0, why: 'app.ts is missing.' };

const row = (submission: string, ...results: Result[]) => ({
  submission,
  notes: [] as string[],
  results: Object.fromEntries(results.map((result, at) => [['hello', 'notes'][at]!, result])),
});
const grades: Grades = {
  exercises: ['hello', 'notes'],
  rows: [row('ann', passed, failed), row('=cmd|1', looped, notStarted)],
};

test('a table has a line for each submission, and what passed below', () => {
  expect(formatTable(grades, plain)).toBe(
    [
      'submission  hello      notes',
      'ann         ✓ passed   ✗ 7 of 10',
      '=cmd|1      ✗ timeout  · not started',
      'passed      1 of 2     0 of 2',
    ].join('\n'),
  );
  // Two tables, one below the other.
  expect(formatTable(grades, plain, 30).split('\n\n').map((block) => block.split('\n')[0])).toEqual(['submission  hello', 'submission  notes']);
  expect(formatTroubles(grades, plain)).toEqual(['! =cmd|1, hello: Your code was still busy.']);
}); // prettier-ignore

test('what was handed in moves no cursor and makes no markup', () => {
  const odd = { ...grades, rows: [row('\u001B[2Jeve', { ...failed, why: 'got <img src=x> | [a](b) @team' }, passed)] };
  expect(formatTable(odd, plain)).not.toContain('\u001B');
  const markdown = formatMarkdown(odd);
  expect(markdown).toContain('| Submission | hello | notes |\n| --- | --- | --- |');
  expect(markdown).toContain('got &lt;img src=x> \\| \\[a\\](b) @\u200Bteam');
});

describe('a CSV file', () => {
  test('has three columns for each exercise', () => {
    expect(toCsv(grades).split('\r\n')).toEqual([
      '\uFEFFsubmission,hello,hello tests passed,hello why,notes,notes tests passed,notes why,passed,failed,not started,could not run,notes',
      'ann,passed,10 of 10,,failed,7 of 10,GET / > greets: You sent GET /. We got 404,1,1,0,0,',
      "'=cmd|1,failed,,Your code was still busy.,not started,,,0,1,1,0,",
      '',
    ]);
  });

  test.each([
    ['=1+1', "'=1+1"],
    [' @SUM(A1)', "' @SUM(A1)"],
    ['-2', "'-2"],
    ['\t=1', `"'\t=1"`],
    ['say "hi", twice', '"say ""hi"", twice"'],
    ['two\nlines', '"two\nlines"'],
    ['7 of 10', '7 of 10'],
  ])('writes %j so that no spreadsheet runs it', (text, cell) => expect(csvCell(text)).toBe(cell));
});

test('a JSON file says everything', () => {
  expect(JSON.parse(toJson(grades, { folder: '/class', version: '1.2.3' }))).toMatchObject({
    version: 1,
    course: '1.2.3',
    totals: { passed: 1, failed: 2, 'not started': 1, 'could not run': 0 },
    submissions: [{ submission: 'ann', results: { notes: { status: 'failed', passed: 7, tests: 10 } } }, {}],
  });
});

test('the exit code is that of the worst result', () => {
  const of = (...results: Result[]) => exitCodeOf({ exercises: [], rows: [row('ann', ...results)] });
  expect([of(passed), of(passed, notStarted), of(passed, looped), of(failed, broken)]).toEqual([0, 1, 1, 2]);
});

test('a report becomes a result', () => {
  const one: TestResult = { name: 'greets', status: 'passed', duration: 1 };
  const bad: TestResult = { ...one, status: 'failed', explanation: { diagnosis: 'Always 404' } };
  expect(toResult({ status: 'passed', tests: [one], duration: 5 })).toMatchObject({ status: 'passed', passed: 1 });
  expect(toResult({ status: 'failed', tests: [one, bad], duration: 5 })).toMatchObject({
    status: 'failed',
    passed: 1,
    tests: 2,
    why: 'greets: Always 404',
  });
  expect(toResult({ status: 'error', reason: 'memory', message: 'full' })).toMatchObject({ status: 'failed' });
  expect(toResult({ status: 'error', reason: 'boot', message: 'no sign' })).toMatchObject({ status: 'could not run' });
});

test('the bar fits its line and says how long it takes', () => {
  const bar = formatBar({ done: 30, all: 120, failed: 4, elapsed: 10_000, fresh: 20 }, 80);
  expect(bar).toBe('[███████·······················] 30 of 120  4 not passed  2.0/s  45 s left');
  expect(formatBar({ done: 0, all: 9, failed: 0, elapsed: 0, fresh: 0 }, 30).length).toBeLessThan(30);
});
