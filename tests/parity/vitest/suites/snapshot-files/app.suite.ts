import { describe, expect, test } from 'vitest';

test('kept', () => expect({ a: 1, list: ['x'] }).toMatchSnapshot());
describe('group', () => {
  test('two of them', () => {
    expect('first').toMatchSnapshot();
    expect('second').toMatchSnapshot();
  });
  test('with a hint', () => expect([1]).toMatchSnapshot('the list'));
});
test('throws', () => expect(() => { throw new TypeError('no'); }).toThrowErrorMatchingSnapshot());
test('properties', () => expect({ at: new Date(), id: 1 }).toMatchSnapshot({ at: expect.any(Date) }));
