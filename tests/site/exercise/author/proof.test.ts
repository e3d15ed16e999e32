import { describe, expect, test } from 'vitest';
import { lineOf, ownFiles, readProof, refreshed, withReport } from '../../../../site/exercise/author/proof.ts';
import { createProver } from '../../../../site/exercise/author/run.ts';
import type { Files, Runtime, TestReport } from '../../../../sandbox/types.ts';

const readme = `---
title: A
kind: write
language: typescript
focus: [app.ts]
hints: [a, b, c]
wrong: { late: 'It came too late' }
---

Do it.
`;
const folder = (more: Files = {}): Files => ({
  'README.md': readme,
  'app.ts': '// TODO',
  'clock.ts': 'clock',
  'app.test.ts': 'suite',
  'solution/app.ts': 'right',
  'alt/other/app.ts': 'right, too',
  'wrong/late/app.ts': 'late',
  ...more,
});

const passed: TestReport = { status: 'passed', duration: 5, tests: [{ name: 'a', status: 'passed', duration: 1 }] };
const failed = (diagnosis?: string): TestReport => ({
  status: 'failed',
  duration: 7,
  tests: [
    {
      name: 'a',
      status: 'failed',
      duration: 1,
      explanation: { diagnosis, sent: 'GET /', got: '404', expected: '200', because: 'it is there', look: 'app.ts' },
    },
  ],
});
const line = (name: string, report?: TestReport) => {
  const { exercise } = readProof('a', folder());
  return lineOf(exercise, { name, files: {}, report });
};

describe('a line of the table', () => {
  test('says what a learner reads first, and what is expected', () => {
    expect(line('wrong/late', failed('It came too late'))).toEqual({
      name: 'wrong/late',
      status: 'failed',
      says: '“It came too late”',
      wanted: '“It came too late”',
      findings: [],
      duration: 7,
    });
    expect(line('starter', failed())).toMatchObject({
      says: 'We got 404. We expected 200',
      wanted: 'fails, and runs',
      findings: [],
    });
    expect(line('solution', passed)).toMatchObject({ says: '1 test passed', wanted: 'passes', findings: [] });
    expect(line('alt/other')).toMatchObject({ status: 'waiting', findings: [] });
  });

  test('has the findings of npm run check', () => {
    expect(line('wrong/late', failed()).findings[0]!.problem).toContain('should be met by “It came too late”');
    expect(line('wrong/late', passed).findings[0]!.problem).toBe('wrong/late passes, and must not.');
    expect(line('alt/other', failed()).findings).toHaveLength(1);
    const broken: TestReport = { status: 'error', reason: 'syntax', message: 'app.ts, line 1\nmore' };
    expect(line('starter', broken)).toMatchObject({ says: 'app.ts, line 1', findings: [{ rule: 'runs' }] });
  });
});

test('the editor shows what is the variant’s own', () => {
  const proof = readProof('a', folder());
  expect(ownFiles(proof, 'wrong/late')).toEqual({ 'wrong/late/app.ts': 'late' });
  expect(ownFiles(proof, 'solution')).toEqual({ 'solution/app.ts': 'right' });
  expect(ownFiles(proof, 'starter')).toEqual({ 'starter/app.ts': '// TODO', 'starter/clock.ts': 'clock' });
});

test('what is open in the editor follows the disk', () => {
  const looked = ownFiles(readProof('a', folder()), 'wrong/late');
  expect(refreshed(looked, readProof('a', folder()))).toBe(looked);
  const saved = readProof('a', folder({ 'wrong/late/app.ts': 'later' }));
  expect(refreshed(looked, saved)).toEqual({ 'wrong/late/app.ts': 'later' });
  const { 'wrong/late/app.ts': _gone, ...rest } = folder();
  expect(refreshed(looked, readProof('a', rest))).toEqual({});
});

test('a report belongs to the files that it was made of', () => {
  const proof = readProof('a', folder());
  const solution = proof.rows[1]!;
  const changed = readProof('a', folder({ 'solution/app.ts': 'other' }), withReport(proof, solution, passed));
  expect(changed.rows.find(({ name }) => name === 'solution')!.report).toBeUndefined();
  const late = withReport(changed, solution, passed);
  expect(late.rows.find(({ name }) => name === 'solution')!.report).toBeUndefined();
});

describe('the runs', () => {
  function setUp() {
    let disk = folder();
    const mounted: string[] = [];
    const runtime = {
      mount: async (files: Files) => void mounted.push(String(files['app.ts'])),
      test: async () => (mounted.at(-1)!.startsWith('right') ? passed : failed('It came too late')),
      dispose: async () => {},
    } as unknown as Runtime;
    const prover = createProver({ slug: 'a', startRuntime: async () => runtime, readFolder: async () => disk });
    return { prover, mounted, save: (files: Files) => (disk = folder(files)) };
  }

  test('take every variant once, and what has changed once more', async () => {
    const { prover, mounted, save } = setUp();
    await prover.refresh();
    expect(mounted.splice(0)).toEqual(['// TODO', 'right', 'right, too', 'late']);
    await prover.refresh();
    expect(mounted).toEqual([]);
    save({ 'alt/other/app.ts': 'right as well' });
    await prover.refresh();
    expect(mounted.splice(0)).toEqual(['right as well']);
    save({ 'app.test.ts': 'another suite' });
    await prover.refresh();
    expect(mounted.splice(0)).toHaveLength(4);
    await prover.again();
    expect(mounted).toHaveLength(4);
  });

  test('judge anew without a run when only the diagnosis has changed', async () => {
    const { prover, mounted, save } = setUp();
    await prover.refresh();
    mounted.length = 0;
    save({ 'README.md': readme.replace('It came too late', 'It was late') });
    await prover.refresh();
    const { exercise, rows } = prover.proof.value!;
    expect(rows.map((row) => lineOf(exercise, row).findings.length)).toEqual([0, 0, 0, 1]);
    expect(mounted).toEqual([]);
  });

  test('keep the table of the last folder that could be read, and say what is wrong', async () => {
    const { prover, save } = setUp();
    await prover.refresh();
    save({ 'README.md': readme.replace('kind: write', 'kind: wrte') });
    await prover.refresh();
    expect(prover.fault.value).toContain('exercises/a/README.md: kind');
    expect(prover.proof.value!.rows).toHaveLength(4);
    save({});
    await prover.refresh();
    expect(prover.fault.value).toBe('');
  });
});
