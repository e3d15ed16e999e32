import { beforeAll, expect, test } from 'vitest';

beforeAll(() => console.warn('careful'));
test('prints', () => {
  console.log('plain', { a: [1, { b: new Map([['k', 1]]) }] });
  console.error(new Error('shown').message);
  console.table([{ a: 1 }]);
  console.log('%s is %d', 'x', 5);
  expect(1).toBe(2);
});
