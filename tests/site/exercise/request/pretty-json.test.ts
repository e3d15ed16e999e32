import { expect, test } from 'vitest';
import { prettyJson } from '../../../../site/exercise/request/pretty-json.ts';

test.each(['{"a":[1,{"b":"x, {y}: \\"z\\""}],"c":{},"d":[]}', '[]', '"a"', '{"a":null}'])('%s as JSON.stringify', (text) => {
  expect(prettyJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
}); // prettier-ignore

test('values stay as they were sent', () => {
  expect(prettyJson('{"id":12345678901234567890,"id":1.0}')).toBe('{\n  "id": 12345678901234567890,\n  "id": 1.0\n}');
});

test('what is not JSON is left alone', () => {
  expect(prettyJson('{')).toBeUndefined();
});
