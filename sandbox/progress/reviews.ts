import type { ExerciseProgress, Given, Progress } from './progress.ts';

/**
 * Days after the first answer when a question comes back. Spaced retrieval beats massed practice (Latimier et al. 2021,
 * 29 studies: g = 0.74).
 */
export const reviewDays = [2, 9, 30];

const day = 24 * 60 * 60 * 1000;
const gaps = reviewDays.map((days, index) => days - (reviewDays[index - 1] ?? 0));

export interface Schedule {
  /** How many of the reviews were answered right. */
  done: number;
  /** ms since 1970. Absent when no review is left. */
  dueAt?: number;
}

/**
 * When a question is due again. An answer that is right when the question is due leads to the next, longer gap; one
 * that is right before its time changes nothing; a wrong one begins anew.
 */
export function scheduleOf(given: Given[]): Schedule {
  let schedule: Schedule = { done: 0 };
  for (const [index, { at, right }] of given.entries()) {
    const time = Date.parse(at);
    const isDue = schedule.dueAt !== undefined && sameDayOrLater(time, schedule.dueAt);
    if (index === 0 || !right) schedule = after(0, time);
    else if (isDue) schedule = after(schedule.done + 1, time);
  }
  return schedule;
}

const after = (done: number, time: number): Schedule => {
  const gap = gaps[done];
  return gap === undefined ? { done } : { done, dueAt: time + gap * day };
};

/** Whoever learns at nine in the evening and reviews at eight two days later is not too early. */
const sameDayOrLater = (time: number, dueAt: number): boolean => time >= dueAt - day / 2;

export interface Due {
  kind: 'question' | 'exercise';
  /** `stage/lesson#id`, or the exercise's slug. */
  key: string;
  /** ms since 1970. */
  dueAt: number;
}

/** What is due now or comes later, the longest overdue first. */
export function allReviews({ answers, exercises }: Progress): Due[] {
  const questions = Object.entries(answers).flatMap(([key, { given }]): Due[] => {
    const { dueAt } = scheduleOf(given);
    return dueAt === undefined ? [] : [{ kind: 'question', key, dueAt }];
  });
  const again = Object.entries(exercises).flatMap(([key, exercise]): Due[] => {
    const dueAt = dueAgain(exercise);
    return dueAt === undefined ? [] : [{ kind: 'exercise', key, dueAt }];
  });
  return [...questions, ...again].sort((a, b) => a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1));
}

/** What is due at a time, in ms since 1970. */
export const dueReviews = (progress: Progress, now: number): Due[] =>
  allReviews(progress).filter(({ dueAt }) => sameDayOrLater(now, dueAt));

/** An exercise whose solution was looked at comes back once, until it passes two days later. */
function dueAgain({ solutionAt, lastPassAt }: ExerciseProgress): number | undefined {
  if (!solutionAt) return undefined;
  const dueAt = Date.parse(solutionAt) + gaps[0]! * day;
  return lastPassAt && sameDayOrLater(Date.parse(lastPassAt), dueAt) ? undefined : dueAt;
}
