import { expect, test } from 'vitest';

test('assertions met', () => {
  expect.assertions(2);
  expect(1).toBe(1);
  expect(2).toBe(2);
});
test('assertions missed', () => {
  expect.assertions(2);
  expect(1).toBe(1);
});
test('hasAssertions met', () => {
  expect.hasAssertions();
  expect(1).toBe(1);
});
test('hasAssertions missed', () => expect.hasAssertions());
test('unreachable', () => expect.unreachable('not here'));
test('unreachable without words', () => expect.unreachable());
test('fail', () => expect.fail('on purpose'));
