import type { ExerciseKind } from '../sandbox/types.ts';

/** What an exercise asks for, in words. */
export const kindWords: Record<ExerciseKind, string> = {
  write: 'write a program',
  fix: 'fix a program',
  predict: 'predict what happens',
  order: 'put in order',
  quiz: 'answer questions',
  review: 'review a change',
  sql: 'write SQL',
  shell: 'work in a shell',
  config: 'write a configuration',
  project: 'build a project',
};

/** `1 lesson`, `3 lessons`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

export const hours = (number: number): string => `${number.toLocaleString('en', { maximumFractionDigits: 1 })} hours`;
