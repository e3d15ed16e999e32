import assert from 'node:assert';
import { expect, test } from 'vitest';

test('assert.equal', () => assert.equal(1, 2));
test('assert.strictEqual', () => assert.strictEqual('a', 'b', 'letters differ'));
test('assert.deepStrictEqual', () => assert.deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }));
test('assert.ok', () => assert.ok(0));
test('assert.throws', () => assert.throws(() => {}));
test('system error', async () => {
  const { readFileSync } = await import('node:fs');
  readFileSync('/nowhere/at/all.txt');
});
test('dom exception', () => {
  throw new DOMException('stopped', 'AbortError');
});
test('frozen', () => {
  throw Object.freeze(new Error('cold'));
});
test('getter message', () => {
  throw Object.defineProperty(new Error(), 'message', { get: () => 'computed' });
});
test('json parse', () => JSON.parse('{"a":'));
test('undefined method', () => (undefined as any).method());
test('not a function', () => (5 as any)());
test('null property', () => (null as any).a.b);
test('max stack', () => {
  const loop = (): number => 1 + loop();
  expect(loop()).toBe(1);
});
test('bigint', () => BigInt('x'));
test('const', () => {
  const one = 1;
  (eval as any)('0');
  expect(() => new Function('const a = 1; a = 2')()).toThrow('x');
  expect(one).toBe(1);
});
