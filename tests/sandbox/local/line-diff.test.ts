import { expect, test } from 'vitest';
import { formatDiff } from '../../../sandbox/local/line-diff.ts';

const diff = (before: string[], after: string[]) =>
  formatDiff(before.join('\n'), after.join('\n'), (_style, text) => text);

test('shows what is only on one side, with three lines around it', () => {
  const lines = Array.from({ length: 20 }, (_, at) => `${at}`);
  const changed = lines.with(5, 'five').toSpliced(16, 1);
  expect(diff(lines, changed)).toEqual([
    '  2',
    '  3',
    '  4',
    '- 5',
    '+ five',
    '  6',
    '  7',
    '  8',
    '  …',
    '  13',
    '  14',
    '  15',
    '- 16',
    '  17',
    '  18',
    '  19',
  ]);
  expect(diff(lines, lines)).toEqual([]);
  expect(diff(['a'], ['a', 'b'])).toEqual(['  a', '+ b']);
});
