import { expect, test } from 'vitest';
import { deep, Greeter } from './app.ts';

const check = (value: unknown) => expect(value).toBe(1);
test('async', async () => {
  await new Greeter({ name: '' }).greet();
});
test('recursion', () => {
  deep(3);
});
test('helper', () => check(2));
test('callback', () => [1, 2].forEach((n) => check(n)));
test('custom', () => {
  class Odd extends Error {
    override name = 'Odd';
    extra = { a: 1 };
  }
  throw new Odd('custom');
});
test('null stack', () => {
  const error = new Error('no stack');
  delete error.stack;
  throw error;
});
test('aggregate', () => {
  throw new AggregateError([new Error('one'), new Error('two')], 'several');
});
