import { describe, expect, test } from 'vitest';
import { neutralRoot, slashed, whyUnusable } from '../../../sandbox/local/neutral-root.ts';
import { readStack } from '../../../sandbox/report.ts';

describe("the exercise's folder is written as /exercise", () => {
  const posix = '/home/Zoë & Co/a.run/1-2';
  const windows = 'C:\\Users\\Zoë & Co\\a.run\\1-2';

  test.each([
    [`at ${posix}/app.ts:1:2`, 'at /exercise/app.ts:1:2'],
    [`(file://${posix}/lib/b.ts:1:2)`, '(/exercise/lib/b.ts:1:2)'],
    ['file:///home/Zo%C3%AB%20&%20Co/a.run/1-2/app.ts', '/exercise/app.ts'],
    ['at /home/Zoë &amp; Co/a.run/1-2/app.ts<br>', 'at /exercise/app.ts<br>'],
    [`${posix}3/app.ts and /home/Zoë & Co/aXrun/1-2/app.ts`, `${posix}3/app.ts and /home/Zoë & Co/aXrun/1-2/app.ts`],
  ])('%s', (text, neutral) => expect(neutralRoot(text, posix, false)).toBe(neutral));

  test.each([
    ['at C:\\Users\\Zoë & Co\\a.run\\1-2\\lib\\b.ts:1:2', 'at /exercise/lib/b.ts:1:2'],
    ['at f (c:/Users/Zoë & Co/a.run/1-2/lib/b.ts:1:2)', 'at f (/exercise/lib/b.ts:1:2)'],
    ['file:///C:/Users/Zo%C3%AB%20&%20Co/a.run/1-2/app.ts:1:2', '/exercise/app.ts:1:2'],
    ['file:///C:/Users/Zoë & Co/a.run/1-2/app.ts', '/exercise/app.ts'],
    ["open 'C:\\Users\\Zoë & Co\\a.run\\1-2\\data\\a b.txt'", "open '/exercise/data/a b.txt'"],
    ['C:\\Users\\Zoë & Co\\a.run\\1-23\\app.ts', 'C:\\Users\\Zoë & Co\\a.run\\1-23\\app.ts'],
  ])('on Windows: %s', (text, neutral) => expect(neutralRoot(text, windows, true)).toBe(neutral));

  test('in every string of a run, so that its frames are found', () => {
    const run = { files: [{ errors: [{ stack: `Error: x\n    at f (${windows.replaceAll('\\', '/')}/app.ts:3:4)` }] }], n: 1, none: null };
    const changed = neutralRoot(run, windows, true);
    expect(readStack(changed.files[0]!.errors[0]!.stack, '/exercise')).toEqual([{ file: 'app.ts', line: 3, column: 4 }]);
    expect(changed).toMatchObject({ n: 1, none: null });
  }); // prettier-ignore
});

test('paths are written as Vite compares them', () => {
  expect([slashed('C:\\a\\b.ts', true), slashed('/a\\b.ts', false)]).toEqual(['C:/a/b.ts', '/a\\b.ts']);
});

test('a folder that Vite cannot read is named', () => {
  expect(whyUnusable('/home/C# course')).toContain('has “#” in its name');
  expect(whyUnusable('/home/Übung für Backend & Co')).toBe('');
});
