import { expect, test } from 'vitest';
import { mergeProgress } from '../../../sandbox/progress/merge.ts';
import {
  answered,
  attempted,
  mostAnswers,
  noProgress,
  opened,
  reviewed,
  shown,
  type Progress,
} from '../../../sandbox/progress/progress.ts';

/** The same numbers in each run, so that a failure can be looked at again. */
function numbers(seed: number) {
  let state = seed * 2654435761;
  return (below: number): number => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

/** A device on which a learner did some things, in no special order. */
function device(seed: number): Progress {
  const next = numbers(seed);
  let progress = noProgress();
  for (let step = 0; step < 12; step += 1) {
    const now = new Date(Date.UTC(2030, 0, 1 + next(40), next(24))).toISOString();
    const name = `n${next(3)}`;
    const changes = [
      () => attempted(progress, name, next(2) === 0, now),
      () => shown(progress, name, now),
      () => opened(progress, `stage/${name}`, now),
      () => answered(progress, `stage/${name}#q`, { kind: 'quiz', right: next(2) === 0 }, now),
      () => reviewed(progress, name, { right: next(8), of: 8 }, now),
    ];
    progress = changes[next(changes.length)]!();
  }
  return progress;
}

const sorted = (progress: Progress): unknown =>
  JSON.parse(JSON.stringify(progress), (_key, value: unknown) =>
    typeof value === 'object' && value && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

const seeds = Array.from({ length: 100 }, (_, index) => index + 1);

test('devices agree, in whichever order they meet and however often', () => {
  for (const seed of seeds) {
    const [a, b, c] = [device(seed), device(seed + 1000), device(seed + 2000)];
    const all = sorted(mergeProgress(mergeProgress(a, b), c));
    expect(sorted(mergeProgress(a, mergeProgress(b, c))), `${seed}: grouping`).toEqual(all);
    expect(sorted(mergeProgress(mergeProgress(c, b), a)), `${seed}: order`).toEqual(all);
    expect(sorted(mergeProgress(mergeProgress(mergeProgress(a, b), c), b)), `${seed}: twice`).toEqual(all);
  }
});

test('no completion and no answer of either side is lost', () => {
  for (const seed of seeds) {
    const [a, b] = [device(seed), device(seed + 1000)];
    const both = mergeProgress(a, b);
    for (const side of [a, b]) {
      for (const [slug, { status, completedAt }] of Object.entries(side.exercises)) {
        if (status !== 'completed') continue;
        expect(both.exercises[slug]!.status).toBe('completed');
        expect(both.exercises[slug]!.completedAt! <= completedAt!).toBe(true);
      }
      for (const [key, { given }] of Object.entries(side.answers))
        expect(both.answers[key]!.given).toEqual(expect.arrayContaining(given));
    }
  }
});

test('a question that was answered very often keeps its first and its latest answers', () => {
  let progress = noProgress();
  const at = (minute: number) => new Date(Date.UTC(2030, 0, 1, 0, minute)).toISOString();
  for (let minute = 0; minute < 100; minute += 1)
    progress = answered(progress, 'stage/lesson#q', { kind: 'quiz', right: true }, at(minute));
  const { given } = progress.answers['stage/lesson#q']!;
  expect(given).toHaveLength(mostAnswers);
  expect([given[0]!.at, given.at(-1)!.at]).toEqual([at(0), at(99)]);
});
