import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let before = 0;
let after = 0;
beforeEach(() => void before++);
afterEach(() => void after++);
test('flaky', { retry: 2 }, () => expect(before).toBe(2));
test('hooks ran each time', () => expect([before, after]).toEqual([0, 0]));
describe('failing hook and retry', { retry: 1 }, () => {
  let n = 0;
  beforeEach(() => {
    if (n++ === 0) throw new Error('first time only');
  });
  test('second time lucky', () => expect(n).toBe(2));
});
// Expected to fail on purpose: reports of such tests are compared.
test.fails('expected to fail in time', { timeout: 30 }, () => new Promise(() => {}));
test.fails('rejects as expected', async () => Promise.reject(new Error('yes')));
