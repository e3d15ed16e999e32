import { describe, expect, test } from 'vitest';
import { gainOf, readProgressFile, writeProgressFile } from '../../../sandbox/progress/file.ts';
import { answered, attempted, noProgress, reviewed } from '../../../sandbox/progress/progress.ts';
import { lessonState } from '../../../sandbox/progress/lesson-state.ts';
import { stageState } from '../../../sandbox/progress/stages.ts';

const now = '2030-01-01T00:00:00.000Z';
const some = answered(attempted(noProgress(), 'greet', true, now), 's/l#q', { kind: 'quiz', right: true }, now);

describe('the file', () => {
  test('comes back as it was, in an order that people can follow', () => {
    const text = writeProgressFile(attempted(some, 'anchor', false, now));
    expect(readProgressFile(text)).toEqual({ progress: attempted(some, 'anchor', false, now), faults: [] });
    expect(text.indexOf('"anchor"')).toBeLessThan(text.indexOf('"greet"'));
    expect(text.split('\n').length).toBeGreaterThan(20);
  });

  test('of version 1 is brought up to date', () => {
    const { exercises } = some;
    expect(readProgressFile(JSON.stringify({ version: 1, exercises })).progress).toEqual({
      ...noProgress(),
      exercises,
    });
  });

  test.each([
    ['{"version": 2, "exer', /not JSON .*cut off/],
    ['[]', /no progress of Engine Room/],
    ['{"version": 2}', /no progress of Engine Room/],
    ['{"version": 9, "exercises": {}}', /newer version.*Reload/],
  ])('%s cannot be imported, and the error says why', (text, message) => {
    expect(() => readProgressFile(text)).toThrow(message);
  });

  test.each([
    ['exercises', { status: 'won', attempts: 1, startedAt: now }, '“status” has to be “started” or “completed”'],
    ['exercises', { status: 'started', attempts: -1, startedAt: now }, '“attempts” has to be a whole number'],
    ['exercises', { status: 'started', attempts: 1, startedAt: 'today' }, '“startedAt” has to be a time like'],
    ['lessons', 'read', 'has to be an object'],
    ['answers', { kind: 'quiz', given: [] }, '“given” has to be a list'],
    ['answers', { kind: 'quiz', given: [{ at: now }] }, '“given” has to be a list'],
    ['stages', { reviews: [{ at: now, right: 9, of: 8 }] }, '“reviews” has to be a list'],
  ])('with an entry in %s that makes no sense leaves it out by name', (part, entry, words) => {
    const file = { ...some, [part]: { ...some[part as 'exercises'], odd: entry } };
    const { progress, faults } = readProgressFile(JSON.stringify(file));
    expect(progress).toEqual(some);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${part}.odd: ${words}`);
  });

  test('says what it would add', () => {
    const theirs = attempted(attempted(some, 'notes', false, now), 'third', true, now);
    expect(gainOf(some, theirs)).toEqual({ exercises: 2, completed: 1, answers: 0, reviews: 0 });
    expect(gainOf(theirs, some)).toEqual({ exercises: 0, completed: 0, answers: 0, reviews: 0 });
  });
});

describe('a stage', () => {
  const lesson = { id: 's/l', exercises: ['greet'], questions: ['q'] };
  const other = { id: 's/m', exercises: ['notes'], questions: [] };

  test('has its badge with every exercise passed and a mixed review of 80 %', () => {
    const done = attempted(some, 'notes', true, now);
    const with6 = reviewed(done, 's', { right: 6, of: 8 }, now);
    const with7 = reviewed(with6, 's', { right: 7, of: 8 }, now);
    expect(stageState(with6, 's', [lesson, other])).toMatchObject({ best: 0.75, badge: false });
    expect(stageState(with7, 's', [lesson, other])).toMatchObject({ best: 0.875, badge: true });
    expect(stageState(reviewed(some, 's', { right: 8, of: 8 }, now), 's', [lesson, other]).badge).toBe(false);
    expect(stageState(with7, 'empty', []).badge).toBe(false);
  });

  test('a lesson is completed with its exercises passed and its questions answered', () => {
    expect(lessonState(noProgress(), lesson)).toBe('new');
    expect(lessonState(attempted(noProgress(), 'greet', true, now), lesson)).toBe('started');
    expect(lessonState(some, lesson)).toBe('completed');
  });
});
