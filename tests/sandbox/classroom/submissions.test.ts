import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWork } from '../../../sandbox/classroom/handed-in.ts';
import { createKeptResults, keptFile } from '../../../sandbox/classroom/kept-results.ts';
import { findSubmissions } from '../../../sandbox/classroom/submissions.ts';
import type { Exercise, Files } from '../../../sandbox/types.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'Übung & Co '))));
afterAll(() => rmSync(folder, { recursive: true }));

const slugs = ['hello-server', 'notes-ownership'];
const make = (...places: string[]) =>
  places.forEach((place) => mkdirSync(path.join(folder, place), { recursive: true }));

test('finds a checkout, a plain folder and an unpacked archive, and says what it did not find', () => {
  make('class/ann/workspace/hello-server', 'class/ann/exercises/hello-server', 'class/bob/notes-ownership');
  make('class/cem/cem-main/workspace/helo-server', 'class/dora/src', 'class/.git', 'class/learner 10', 'class/learner 9');
  writeFileSync(path.join(folder, 'class/eve.zip'), '');
  symlinkSync(path.join(folder, 'class/ann'), path.join(folder, 'class/fay'), 'junction');
  const { submissions, notes } = findSubmissions(path.join(folder, 'class'), slugs);
  const found = submissions.map((one) => [one.name, one.folder && path.relative(folder, one.folder).split(path.sep).join('/'), one.notes]);
  const nothing = ['holds neither workspace/ nor a folder named after an exercise'];
  expect(found).toEqual([
    ['ann', 'class/ann/workspace', []],
    ['bob', 'class/bob', []],
    ['cem', 'class/cem/cem-main/workspace', ['helo-server/ belongs to no exercise; was it meant to be hello-server/?']],
    ['dora', undefined, nothing],
    ['learner 9', undefined, nothing],
    ['learner 10', undefined, nothing],
  ]);
  expect(notes).toEqual([expect.stringContaining('eve.zip is an archive'), expect.stringContaining('fay is a link')]);
}); // prettier-ignore

test('a folder that is a checkout itself is one submission', () => {
  make('fork/workspace/hello-server', 'fork/exercises/hello-server');
  expect(findSubmissions(path.join(folder, 'fork'), slugs).submissions).toMatchObject([{ name: 'fork', notes: [] }]);
});

describe('what was handed in', () => {
  const exercise = {
    slug: 'hello-server',
    timeLimit: 5,
    starter: { 'app.ts': '// TODO\n', 'data/a.json': '{}' },
    tests: { 'app.test.ts': 'the suite' },
  } as unknown as Exercise;
  const print = (files: Files, changed: Partial<Exercise> = {}, version = '1') => {
    const work = readWork(files, { ...exercise, ...changed }, version);
    return work.state === 'ready' ? work.fingerprint : work;
  };
  const done = { ...exercise.starter, 'app.ts': 'done' };

  test('is graded with the suite of the course', () => {
    const work = readWork({ ...done, 'app.test.ts': 'mine', 'README.md': 'x' }, exercise, '1');
    expect(work).toMatchObject({ state: 'ready', files: { ...done, 'app.test.ts': 'the suite' } });
  });

  test('is not started when it is the starter, whatever its line ends', () => {
    expect(print({ ...exercise.starter, 'app.ts': '// TODO\r\n', 'README.md': 'x' })).toEqual({ state: 'not started' });
    expect(print({ 'README.md': 'x' })).toEqual({ state: 'not started' });
    expect(print({ 'app.ts': 'done' })).toMatchObject({ state: 'unusable', why: 'hello-server/data/a.json missing.' });
  });

  test('is graded again when the answer, a suite, the limit or the course has changed', () => {
    const first = print(done);
    expect(print({ ...done, 'app.test.ts': 'mine' })).toBe(first);
    const others = [
      print({ ...done, 'app.ts': 'done ' }),
      print({ ...done, 'more.ts': '' }),
      print(done, { tests: { 'app.test.ts': 'another' } }),
      print(done, { timeLimit: 6 }),
      print(done, {}, '2'),
    ];
    expect(new Set([first, ...others]).size).toBe(6);
  });
});

test('kept results survive an interrupted write', () => {
  const result = { status: 'passed' as const, passed: 1, tests: 1 };
  const place = path.join(folder, keptFile);
  writeFileSync(place, '{"submission":"ann","exer');
  const kept = createKeptResults(folder);
  expect(kept.add('bob', 'hello-server', 'abc', result)).toBeUndefined();
  expect(createKeptResults(folder).get('bob', 'hello-server', 'abc')).toEqual(result);
  expect(createKeptResults(folder).get('bob', 'hello-server', 'abd')).toBeUndefined();
  expect(createKeptResults(path.join(folder, 'gone')).add('bob', 'a', 'b', result)).toContain('ENOENT');
});
