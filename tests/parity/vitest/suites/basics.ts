import { describe, expect, it, suite, test } from 'vitest';

test('passes', () => expect(1 + 1).toBe(2));
it('fails', () => expect({ a: 1, b: [1, 2, { c: 'x' }] }).toEqual({ a: 1, b: [1, 3, { c: 'y' }] }));
describe('outer', () => {
  suite('inner', () => {
    test('strings', () => expect('hello world').toBe('hello there'));
    test('long strings', () => expect(`${'a'.repeat(100)}b`).toBe(`${'a'.repeat(100)}c`));
  });
  test('throws', () => {
    throw new TypeError('at once');
  });
  test('throws a string', () => {
    throw 'just text';
  });
  test('throws an object', () => {
    throw { code: 42, message: 'odd' };
  });
  test('throws nothing', () => {
    throw undefined;
  });
});
test('rejects', async () => {
  await Promise.reject(new RangeError('later'));
});
