import { beforeEach, describe, expect, test } from 'vitest';

test('inner test', () => {
  test('inside', () => {});
});
test('inner describe', () => {
  describe('inside', () => {});
});
test('late hook', () => {
  beforeEach(() => {});
});
test('done callback', (done: any) => done());
test('returns', () => 5 as never);
test('not a matcher', () => (expect(1) as any).toBeFoo(1));
test('toThrow on a value', () => expect(5).toThrow());
test('resolves of a function', async () => await expect(async () => 5).resolves.toBe(6));
test('no body');
test('same title', () => expect(1).toBe(2));
test('same title', () => expect(1).toBe(3));
