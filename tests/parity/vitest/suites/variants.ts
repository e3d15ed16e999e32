import { describe, expect, test } from 'vitest';

test.each([
  [1, 2, 3],
  [2, 2, 5],
])('%i + %i = %i', (a, b, sum) => expect(a + b).toBe(sum));
test.each([{ name: 'Ann', age: 3 }, { name: 'Bob', age: 4 }])('$name is $age', ({ age }) => expect(age).toBe(3));
test.each`
  a    | b    | sum
  ${1} | ${1} | ${2}
  ${2} | ${1} | ${4}
`('$a + $b is $sum', ({ a, b, sum }) => expect(a + b).toBe(sum));
test.for([[1, 'one'], [2, 'two']] as const)('%i %s %#', ([number, word], context) => {
  context.expect(word.length).toBe(number + 2);
});
test.each([null, undefined, NaN, -0, 1n, 'text', Symbol('s'), [1, [2]], { a: { b: 1 } }, () => 1, /x/g, new Date(0)])(
  'value %s %o %j',
  () => {},
);
test.each([['%']])('percent %% %s', () => {});
describe.each([1, 2])('group %i', (n) => {
  test('odd', () => expect(n % 2).toBe(1));
});
describe.for([{ role: 'admin' }, { role: 'guest' }])('as $role', ({ role }) => {
  test('may', () => expect(role).toBe('admin'));
});
// Skipped, put off or expected to fail on purpose: reports of such tests are compared.
describe.skip('skipped group', () => {
  test('never', () => expect(1).toBe(2));
});
describe.todo('group to do');
describe.skipIf(true)('skipped if', () => void test('inside', () => {}));
describe.runIf(true)('run if', () => void test('inside', () => expect(1).toBe(2)));
test.skip('skipped', () => {});
test.todo('to do');
test.skipIf(1 < 2)('skipIf', () => {});
test.runIf(1 > 2)('runIf', () => {});
test.fails('fails as it should', () => expect(1).toBe(2));
test.fails('should fail and does not', () => expect(1).toBe(1));
test('skips itself', (context) => context.skip('no database'));
test('skips itself if', ({ skip }) => {
  skip(false, 'not this');
  skip(true, 'this');
});
test('options first', { retry: 1 }, () => expect(1).toBe(2));
test('named function', function named() {
  expect(named.name).toBe('other');
});
