import { expect, test } from 'vitest';
import { exerciseAnswers, exercisePage } from '../../../site/exercise/page-data.ts';

const course = { written: [] } as unknown as Parameters<typeof exercisePage>[1];

test('a page has all files of its starter, also one whose name begins with a dot', () => {
  const { exercise } = exercisePage('write-dockerfile', course).page;
  expect(Object.keys(exercise.starter)).toEqual(expect.arrayContaining(['Dockerfile', '.dockerignore']));
  expect(exerciseAnswers('write-dockerfile').solution['.dockerignore']).toContain('node_modules');
});

test('the diagnoses stay behind: they would give the wrong answers away', () => {
  const { exercise } = exercisePage('write-dockerfile', course).page;
  expect(exercise.wrong).toEqual({});
});
