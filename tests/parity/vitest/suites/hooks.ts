import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFailed, onTestFinished, test } from 'vitest';

const log: string[] = [];
beforeAll(() => {
  log.push('before all');
  return () => void log.push('cleanup of all');
});
beforeEach(({ task }) => {
  log.push(`before ${task.name}`);
  return () => void log.push(`cleanup ${task.name}`);
});
afterEach(({ task }) => void log.push(`after ${task.name} ${task.result?.state}`));
afterAll(() => void log.push('after all'));

test('first', () => {
  onTestFinished(() => void log.push('finished'));
  onTestFailed(() => void log.push('never'));
});
test('fails', ({ onTestFailed, onTestFinished }) => {
  onTestFinished(() => void log.push('finished too'));
  onTestFailed(({ task }) => void log.push(`failed with ${task.result?.errors?.length}`));
  expect(1).toBe(2);
});
describe('nested', () => {
  beforeEach(() => void log.push('inner before'));
  afterEach(() => void log.push('inner after'));
  test('order', () => {});
});
test('log', () => {
  expect(log).toMatchInlineSnapshot(`
    [
      "nothing",
    ]
  `);
});
