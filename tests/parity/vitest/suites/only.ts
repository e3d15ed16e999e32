import { describe, expect, test } from 'vitest';

test('left out', () => expect(1).toBe(2));
// Chosen and skipped on purpose: reports of suites that run in part are compared.
test.only('chosen', () => expect(1).toBe(1));
describe('group', () => {
  test('left out too', () => {});
  test.only('chosen too', () => expect('a').toBe('b'));
});
describe.only('whole group', () => {
  test('one', () => {});
  test.skip('two', () => {});
});
