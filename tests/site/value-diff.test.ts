import { describe, expect, test } from 'vitest';
import { foldEqual, isOneLine, markWords, readDiff, textOf } from '../../site/exercise/value-diff.ts';

const diff = (lines: string[]) => ['- Expected', '+ Received', '', ...lines].join('\n');
const marks = (text: string) => {
  const [expected, got] = readDiff(text);
  return [expected, got].map((line) => line?.words.filter(({ changed }) => changed).map((word) => word.text));
};

describe('Vitest’s diff, read for people', () => {
  test('says which line is which, without signs and header', () => {
    const lines = readDiff(diff(['  {', '-   "a": 1,', '+   "a": 2,', '  }']));
    expect(lines.map((line) => [line.kind, textOf(line)])).toEqual([
      ['same', '{'],
      ['expected', '  "a": 1,'],
      ['got', '  "a": 2,'],
      ['same', '}'],
    ]);
  });

  test('marks the words that differ in lines that belong together', () => {
    expect(marks(diff(['- "name": "Ada Lovelace",', '+ "name": "Ada Byron",']))).toEqual([['Lovelace'], ['Byron']]);
  });

  test('marks nothing where lines share next to nothing', () => {
    expect(marks(diff(['- Hello, world!', '+ <!DOCTYPE html>']))).toEqual([[], []]);
  });

  test('pairs the first with the first where there are several', () => {
    const lines = readDiff(diff(['- one 1', '- two 2', '+ one 3', '+ two 4', '+ three']));
    expect(lines.map(({ words }) => words.filter(({ changed }) => changed).length)).toEqual([1, 1, 1, 1, 0]);
  });

  test('takes a diff without a header as it is', () => {
    expect(readDiff('- a\n+ b').map(({ kind }) => kind)).toEqual(['expected', 'got']);
  });

  test('reads two values of different types against each other', () => {
    const lines = readDiff('- Expected:\n{\n  "N": 16,\n}\n\n+ Received:\nundefined');
    expect(lines.map((line) => [line.kind, textOf(line)])).toEqual([
      ['expected', '{'],
      ['expected', '  "N": 16,'],
      ['expected', '}'],
      ['got', 'undefined'],
    ]);
    expect(isOneLine(readDiff('- Expected:\n/^scrypt/\n\n+ Received:\n"1c9b"'))).toBe(true);
  });

  test('reads two short texts against each other', () => {
    const lines = readDiff('Expected: "Hello, Ada!"\nReceived: "Hello, world!"');
    expect(lines.map((line) => [line.kind, textOf(line)])).toEqual([
      ['expected', '"Hello, Ada!"'],
      ['got', '"Hello, world!"'],
    ]);
    expect(isOneLine(lines)).toBe(true);
  });

  test('tells one short value against another from more', () => {
    expect(isOneLine(readDiff('- 404\n+ 501'))).toBe(true);
    expect(isOneLine(readDiff('  {\n- 1\n+ 2\n  }'))).toBe(false);
  });

  test('a very long line is not compared word by word', () => {
    const long = 'word '.repeat(5_000);
    expect(markWords(long, `${long}x`)[0]).toEqual([{ text: long, changed: false }]);
  });
});

describe('equal stretches', () => {
  const same = (count: number) => Array.from({ length: count }, (_, n) => `  line ${n}`);
  const shape = (text: string) =>
    foldEqual(readDiff(text)).map((part) => ('folded' in part ? part.folded.length : part.kind));

  test('are folded but for two lines beside each change', () => {
    const text = [...same(10), '- a', '+ b', ...same(10)].join('\n');
    expect(shape(text)).toEqual([8, 'same', 'same', 'expected', 'got', 'same', 'same', 8]);
  });

  test('are shown where they are short', () => {
    expect(shape([...same(5), '- a', '+ b'].join('\n'))).toEqual([
      'same',
      'same',
      'same',
      'same',
      'same',
      'expected',
      'got',
    ]);
  });

  test('no line is lost', () => {
    const text = [...same(30), '- a', ...same(3), '+ b', ...same(40)].join('\n');
    const lines = foldEqual(readDiff(text)).flatMap((part) => ('folded' in part ? part.folded : [part]));
    expect(lines).toEqual(readDiff(text));
  });
});
