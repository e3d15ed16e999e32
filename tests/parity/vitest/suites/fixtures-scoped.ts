import { afterAll, describe, expect, test as base } from 'vitest';

const log: string[] = [];
const test = base.extend<{ perFile: number; perWorker: number; perTest: number }>({
  perFile: [
    async ({}, use) => {
      log.push('file');
      await use(1);
      log.push('file end');
    },
    { scope: 'file' },
  ],
  perWorker: [
    async ({}, use) => {
      log.push('worker');
      await use(2);
      log.push('worker end');
    },
    { scope: 'worker' },
  ],
  perTest: async ({ perFile }, use) => {
    log.push('test');
    await use(perFile + 10);
  },
});
test('one', ({ perFile, perTest, perWorker }) => expect([perFile, perTest, perWorker]).toEqual([1, 11, 2]));
test('two', ({ perFile, perTest }) => expect([perFile, perTest]).toEqual([1, 12]));
const built = base.extend('person', 'Ann').extend('greeting', ({ person }) => `hello ${person}`);
built('builder', ({ greeting }) => expect(greeting).toBe('hello Bob'));
describe('log', () => {
  afterAll(() => {});
  test('so far', () => expect(log).toEqual(['file']));
});
