import { expect, test } from 'vitest';
import { readTraceback, shortenTracebacks } from '../../../../sandbox/languages/python/traceback.ts';

const printed = `before
Traceback (most recent call last):
  File "/tmp/x/app.py", line 5, in <module>
    read()
  File "/usr/lib/python3.11/json/__init__.py", line 346, in loads
    return _default_decoder.decode(s)
           ^^^^^^^^^^^^^^^^^^^^^^^^^^
json.decoder.JSONDecodeError: Expecting value: line 1 column 7 (char 6)
`;

test('only the lines of the program stay, named as the learner knows them', () => {
  expect(shortenTracebacks(printed, '/tmp/x')).toBe(`before
Traceback (most recent call last):
  File "app.py", line 5, in <module>
    read()
json.decoder.JSONDecodeError: Expecting value: line 1 column 7 (char 6)
`);
});

test('the error and its innermost place are found', () => {
  expect(readTraceback(shortenTracebacks(printed, '/tmp/x'))).toEqual({
    error: 'json.decoder.JSONDecodeError: Expecting value: line 1 column 7 (char 6)',
    place: { file: 'app.py', line: 5 },
  });
  expect(readTraceback('hello\n')).toBeUndefined();
});
