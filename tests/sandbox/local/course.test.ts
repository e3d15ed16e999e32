import path from 'node:path';
import { expect, test } from 'vitest';
import { courseOrder, nextExercise, readCourse } from '../../../sandbox/local/course.ts';

test('the order is the roadmap’s, through the tags of the lessons', () => {
  const stages = readCourse(path.resolve(import.meta.dirname, '../../..'));
  expect(stages[0]).toMatchObject({ slug: 'what-a-backend-does', number: 1, planned: 6 });
  expect(stages[0]!.lessons[0]).toMatchObject({ id: 'what-a-backend-does/buy-now', exercises: ['trace-buy-now'] });
  expect(stages[0]!.lessons[0]!.questions.length).toBeGreaterThan(0);
  const slugs = ['hello-server', 'new-one', 'notes-ownership', 'validate-new-task'];
  expect(courseOrder(stages, slugs)).toEqual(['hello-server', 'validate-new-task', 'notes-ownership', 'new-one']);
});

test('the next exercise is the next one that is not done, from the start again after the last', () => {
  const order = ['a', 'b', 'c'];
  expect(nextExercise(order, 'a', () => false)).toBe('b');
  expect(nextExercise(order, 'a', (slug) => slug === 'b')).toBe('c');
  expect(nextExercise(order, 'c', () => false)).toBe('a');
  expect(nextExercise(order, 'c', (slug) => slug !== 'c')).toBeUndefined();
});
