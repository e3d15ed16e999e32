import { describe, expect, test as base } from 'vitest';

const log: string[] = [];
const test = base.extend<{ numbers: number[]; total: number; always: void; plain: string }>({
  numbers: async ({}, use) => {
    log.push('open');
    await use([1, 2, 3]);
    log.push('close');
  },
  total: async ({ numbers }, use) => use(numbers.reduce((sum, n) => sum + n, 0)),
  always: [
    async ({}, use) => {
      log.push('auto');
      await use();
    },
    { auto: true },
  ],
  plain: 'text',
});
test('uses what it names', ({ total, plain }) => expect([total, plain]).toEqual([6, 'text']));
test('uses nothing', () => {});
test('fails', ({ numbers }) => expect(numbers).toHaveLength(4));
describe('overridden', () => {
  test.override({ plain: 'other' });
  test('sees the other', ({ plain }) => expect(plain).toBe('other'));
});
test('log', () => expect(log).toEqual([]));

const broken = base.extend<{ db: string; late: string }>({
  db: async ({}, _use) => {
    throw new Error('cannot open');
  },
  late: async ({}, use) => {
    await use('here');
    throw new Error('cannot close');
  },
});
broken('needs it', ({ db }) => expect(db).toBe('x'));
broken('does not', () => {});
broken('teardown', ({ late }) => expect(late).toBe('here'));
