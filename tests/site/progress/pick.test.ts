import { describe, expect, test } from 'vitest';
import { answered, noProgress, shown } from '../../../sandbox/progress/progress.ts';
import type { CourseIndex, IndexedLesson } from '../../../site/progress/course-index.ts';
import { drawMixed, dueItems, shuffled } from '../../../site/progress/review/pick.ts';
import { dayWords } from '../../../site/progress/words.ts';

const lesson = (id: string, questions: string[]): IndexedLesson => ({
  id: `s/${id}`,
  number: '1.1',
  title: id,
  path: `/lessons/s/${id}/`,
  exercises: [],
  questions,
  kinds: {},
});
const stage = (...lessons: IndexedLesson[]) => ({ slug: 's', title: 'S', number: 1, path: '/stages/s/', planned: 9, lessons }); // prettier-ignore
const course: CourseIndex = {
  stages: [stage(lesson('a', ['a1', 'a2']))],
  exercises: { greet: { title: 'Greet', path: '/exercises/greet/' } },
};
const keys = (items: { key: string }[]) => items.map(({ key }) => key);

/** Numbers from 0 to below 1, others for each seed. */
function numbers(seed: number) {
  let state = seed * 2654435761 + 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

describe('what is due', () => {
  const at = '2030-01-01T12:00:00.000Z';
  const later = Date.UTC(2030, 0, 10);
  const quiz = { kind: 'quiz', right: true } as const;

  test('leaves out what the course no longer has', () => {
    let progress = answered(noProgress(), 's/a#a1', quiz, at);
    progress = answered(progress, 's/a#gone', quiz, at);
    progress = answered(progress, 's/gone#a1', quiz, at);
    progress = shown(shown(progress, 'greet', at), 'gone', at);
    expect(keys(dueItems(course, progress, later))).toEqual(['greet', 's/a#a1']);
  });
});

describe('a mixed review', () => {
  const big = stage(lesson('a', ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9']), lesson('b', ['b1', 'b2']), lesson('c', ['c1', 'c2', 'c3'])); // prettier-ignore

  test('asks each question once, and something from every lesson', () => {
    for (let seed = 1; seed < 50; seed += 1) {
      const drawn = keys(drawMixed(big, 8, numbers(seed)));
      expect(new Set(drawn).size).toBe(8);
      for (const id of ['s/a#', 's/b#', 's/c#'])
        expect(drawn.filter((key) => key.startsWith(id)).length).toBeGreaterThan(1);
    }
  });

  test('is another one each time', () => {
    const drawn = Array.from({ length: 20 }, (_, seed) => keys(drawMixed(big, 8, numbers(seed + 1))).join());
    expect(new Set(drawn).size).toBe(20);
  });

  test('is as long as there are questions', () => {
    expect(keys(drawMixed(stage(lesson('a', ['a1', 'a2'])), 8, numbers(1))).toSorted()).toEqual(['s/a#a1', 's/a#a2']);
    expect(drawMixed(stage(), 8, numbers(1))).toEqual([]);
  });

  test('shuffles fairly', () => {
    const first = Array.from({ length: 3000 }, (_, seed) => shuffled(['x', 'y', 'z'], numbers(seed + 1))[0]);
    for (const letter of ['x', 'y', 'z']) expect(first.filter((one) => one === letter).length).toBeGreaterThan(800);
  });
});

test('days are said as people say them', () => {
  const now = new Date(2030, 0, 31, 23, 30).getTime();
  const hours = (count: number) => now + count * 3_600_000;
  expect(dayWords(hours(-50), now)).toBe('today');
  expect(dayWords(hours(0.2), now)).toBe('today');
  expect(dayWords(hours(1), now)).toBe('tomorrow');
  expect(dayWords(hours(40), now)).toBe('on Saturday 2 February');
});
