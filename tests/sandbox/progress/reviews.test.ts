import { describe, expect, test } from 'vitest';
import { attempted, answered, noProgress, shown, type Given } from '../../../sandbox/progress/progress.ts';
import { allReviews, dueReviews, scheduleOf } from '../../../sandbox/progress/reviews.ts';

const day = 24 * 60 * 60 * 1000;
const start = Date.UTC(2030, 0, 1, 12);
const given = (...answers: [days: number, right: boolean][]): Given[] =>
  answers.map(([days, right]) => ({ at: new Date(start + days * day).toISOString(), right }));
/** Days from the first answer until the next review. */
const dueAfter = (...answers: [number, boolean][]) => {
  const { dueAt } = scheduleOf(given(...answers));
  return dueAt === undefined ? 'never' : (dueAt - start) / day;
};

describe('a question', () => {
  test('comes back 2, 9 and 30 days after its first answer', () => {
    expect(dueAfter([0, true])).toBe(2);
    expect(dueAfter([0, true], [2, true])).toBe(9);
    expect(dueAfter([0, true], [2, true], [9, true])).toBe(30);
    expect(dueAfter([0, true], [2, true], [9, true], [30, true])).toBe('never');
  });

  test('comes back the same, whether its first answer was right or not', () => {
    expect(dueAfter([0, false])).toBe(2);
  });

  test('begins anew after a wrong answer', () => {
    expect(dueAfter([0, true], [2, true], [9, false])).toBe(11);
    expect(dueAfter([0, true], [2, true], [9, false], [11, true])).toBe(18);
  });

  test('that is answered right again before its time stays where it was', () => {
    expect(dueAfter([0, true], [0.01, true], [1, true])).toBe(2);
  });

  test('is due on the day, not at the hour', () => {
    expect(dueAfter([0, true], [1.6, true])).toBeCloseTo(8.6);
  });

  test('that was left for long goes on from when it was answered', () => {
    expect(dueAfter([0, true], [20, true])).toBe(27);
  });
});

describe('the queue', () => {
  const at = (days: number) => new Date(start + days * day).toISOString();

  test('holds what is due, the longest overdue first', () => {
    let progress = answered(noProgress(), 's/l#late', { kind: 'quiz', right: true }, at(1));
    progress = answered(progress, 's/l#early', { kind: 'predict', right: true }, at(0));
    progress = answered(progress, 's/l#fresh', { kind: 'quiz', right: true }, at(3));
    expect(dueReviews(progress, start + 3.2 * day).map(({ key }) => key)).toEqual(['s/l#early', 's/l#late']);
    expect(allReviews(progress)).toHaveLength(3);
  });

  test('brings an exercise back whose solution was looked at, until it passes two days later', () => {
    const seen = shown(noProgress(), 'greet', at(0));
    const copied = attempted(seen, 'greet', true, at(0.1));
    expect(dueReviews(copied, start + 1 * day)).toEqual([]);
    expect(dueReviews(copied, start + 2 * day)).toMatchObject([{ kind: 'exercise', key: 'greet' }]);
    expect(dueReviews(attempted(copied, 'greet', true, at(3)), start + 4 * day)).toEqual([]);
    expect(dueReviews(attempted(noProgress(), 'notes', true, at(0)), start + 90 * day)).toEqual([]);
  });
});
