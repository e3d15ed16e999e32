import { expect, test } from 'vitest';
import { findJsonFault } from '../../../../site/exercise/request/json-fault.ts';

test.each(['1', '-0.5e3', ' {"a": [1, null, {"b": "\\u00e9\\n"}]} ', '[]', '"x"', '{}'])('%s is JSON', (text) => {
  expect(findJsonFault(text)).toBeUndefined();
});

test.each([
  ['', 1, 1, 'a value is expected, and there is the end of the text'],
  ['{"a": 1,}', 1, 8, 'the comma before `}` is too much'],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'a comma or `}` is expected, and there is `"`'],
  ['{a: 1}', 1, 2, 'the name `a` needs double quotes around it'],
  ["{'a': 1}", 1, 2, 'text stands between double quotes in JSON'],
  ['{"a" 1}', 1, 6, 'a colon is expected after the name, and there is `1`'],
  ['[1, 2', 1, 6, '`]` is missing at the end'],
  ['[01]', 1, 2, 'a number does not begin with 0'],
  ['[undefined]', 1, 2, 'JSON has no undefined'],
  ['[yes]', 1, 2, '`yes` needs double quotes around it'],
  ['// hello\n1', 1, 1, 'JSON has no comments'],
  ['["a', 1, 2, 'the text that begins here is not closed'],
  ['["\\x"]', 1, 3, '`\\x` is not an escape of JSON'],
  ['{} []', 1, 4, 'there is `[` after the end of the value'],
])('%j: line %i, column %i, %s', (text, line, column, message) => {
  expect(findJsonFault(text)).toEqual({ line, column, message });
});

test('agrees with JSON.parse on thousands of near misses', () => {
  const whole = '{"a":[1,-2.5e+3,true,null,"\\u00e9\\"x"],"b":{"c":""}}';
  for (let at = 0; at < whole.length; at++) {
    for (const piece of ['', '"', ',', '0', '}', '\\', ' ', 'x', '-', '.']) {
      for (const text of [whole.slice(0, at) + piece + whole.slice(at + 1), whole.slice(0, at) + piece + whole.slice(at)]) {
        expect([text, findJsonFault(text) === undefined]).toEqual([text, parses(text)]);
      }
    }
  }
}); // prettier-ignore

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
