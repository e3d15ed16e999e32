import { describe, expect, test } from 'vitest';
import { emptyConsole, without, withOutput, type Print } from '../../../site/exercise/console/log.ts';

const print = (text: string, source: Print['source'] = 'tests', level: 'log' | 'warn' = 'log'): Print => ({
  source,
  output: { stream: 'stdout', level, text },
});
const of = (...prints: Print[]) => withOutput(emptyConsole, prints);

describe('what was printed', () => {
  test('stays in order, and what repeats in a row is counted', () => {
    const { entries } = of(print('a'), print('a'), print('b'), print('a'));
    expect(entries.map(({ text, times }) => [text, times])).toEqual([['a', 2], ['b', 1], ['a', 1]]); // prettier-ignore
  });

  test('another level or source is no repetition', () => {
    expect(of(print('a'), print('a', 'tests', 'warn'), print('a', 'server', 'warn')).entries).toHaveLength(3);
  });

  test('an entry that stays is the same object, so that it is not drawn again', () => {
    const first = of(print('a'));
    expect(withOutput(first, [print('b')]).entries[0]).toBe(first.entries[0]);
  });

  test('of a server the last 500 are kept, and the tests’ all', () => {
    const many = Array.from({ length: 600 }, (_, n) => print(`${n}`, 'server'));
    const { entries, dropped } = of(print('of a test'), ...many);
    expect(entries).toHaveLength(501);
    expect(entries[1]?.text).toBe('100');
    expect(dropped.server).toBe(100);
  });

  test('of one source goes, of the other stays', () => {
    const both = of(print('a'), print('b', 'server'));
    expect(without(both, 'tests').entries.map(({ text }) => text)).toEqual(['b']);
  });
});
