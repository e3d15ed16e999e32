import { describe, expect, test } from 'vitest';
import { beginningOf, readBody } from '../../site/exercise/body-text.ts';

describe('a body', () => {
  test('of JSON is laid out', () => {
    expect(readBody('{"a":[1]}')).toEqual({ pretty: '{\n  "a": [\n    1\n  ]\n}', raw: '{"a":[1]}' });
  });

  test.each(['Hello', '{broken', '{}', '', '5', '[\n  1\n]'])('of %j is shown as it came', (raw) => {
    expect(readBody(raw)).toEqual({ pretty: undefined, raw });
  });
});

describe('the beginning of a text', () => {
  test('is all of it where it is short', () => {
    expect(beginningOf('one\ntwo')).toEqual({ shown: 'one\ntwo', rest: undefined });
  });

  test('is forty lines of a long one', () => {
    const text = Array.from({ length: 1_000 }, (_, line) => `line ${line}`).join('\n');
    const { shown, rest } = beginningOf(text);
    expect(shown.split('\n')).toHaveLength(40);
    expect(rest).toBe('960 lines more');
  });

  test('is 6,000 characters of one long line', () => {
    const { shown, rest } = beginningOf('x'.repeat(1_000_000));
    expect(shown).toHaveLength(6_000);
    expect(rest).toBe('994,000 characters more');
  });
});
