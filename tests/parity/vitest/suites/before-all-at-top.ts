import { beforeAll, expect, test } from 'vitest';

beforeAll(async () => {
  await Promise.reject(new Error('nothing works'));
});
test('one', () => {});
test('two', () => expect(1).toBe(2));
