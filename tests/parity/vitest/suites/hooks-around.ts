import { aroundAll, aroundEach, describe, expect, test } from 'vitest';

const log: string[] = [];
aroundEach(async (run, { task }) => {
  log.push(`before ${task.name}`);
  await run();
  log.push(`after ${task.name}`);
});
describe('group', () => {
  aroundAll(async (run) => {
    log.push('before group');
    await run();
    log.push('after group');
  });
  test('one', () => void log.push('one'));
  test('two', () => expect(1).toBe(2));
});
describe('forgets to run', () => {
  aroundEach(async () => {});
  test('never', () => {});
});
describe('throws before', () => {
  aroundEach(async () => {
    throw new Error('around');
  });
  test('never', () => {});
});
test('log', () => expect(log).toEqual([]));
