import { describe, expect, test } from 'vitest';

describe('group', () => {
  test('task', ({ task }) => expect([task.name, task.suite?.name, task.file.name, task.type]).toEqual([]));
});
test('keys', (context) => expect(Object.keys(context).toSorted()).toEqual([]));
test('meta', ({ task }) => {
  (task.meta as any).custom = { a: 1 };
  expect(task.meta).toEqual({});
});
test('annotate', async ({ annotate }) => {
  const annotation = await annotate('a note', 'notice');
  expect(annotation.message).toBe('another note');
});
test('local expect', ({ expect }) => {
  expect.assertions(1);
});
test('state', () => {
  const { currentTestName, testPath, assertionCalls } = expect.getState();
  expect([currentTestName, testPath?.split('/').pop(), assertionCalls]).toEqual([]);
});
test('tags and meta', { meta: { level: 2 } as never }, ({ task }) => expect(task.meta).toEqual({ level: 3 }));
