import { describe, expect, test } from 'vitest';

describe('async', async () => {
  const values = await Promise.resolve([1, 2]);
  for (const value of values) test(`value ${value}`, () => expect(value).toBe(1));
});
describe('async reject', async () => {
  await Promise.reject(new Error('late'));
});
