import { expect, test } from 'vitest';
import type { ExerciseRow } from '../../scripts/check/exercise.ts';
import { exerciseTable, summarise } from '../../scripts/check/table.ts';

const rowOf = (slug: string, mutants: Partial<NonNullable<ExerciseRow['mutants']>>): ExerciseRow => ({
  slug,
  findings: [],
  variants: [],
  mutants: { all: 0, survived: 0, explained: 0, without: [], seconds: 1, ...mutants },
  seconds: 1,
});
const paint = (_style: string, text: string) => text;
const cell = (row: ExerciseRow) =>
  exerciseTable([row], paint as never)
    .split('\n')[1]!
    .replace(/ {2,}/g, '|')
    .split('|')
    .at(-2);

test('an answer without a program shows no count of mutants, but says of what there are none', () => {
  const sql = rowOf('joins', { without: ['solution.sql', 'sql/more.sql'] });
  expect(cell(sql)).toBe('none of sql');
  expect(cell(rowOf('images', { without: ['Dockerfile', '.dockerignore', 'compose.yaml'] }))).toBe(
    'none of Dockerfile, .dockerignore, yaml',
  );
  expect(cell(rowOf('both', { all: 12, survived: 2, explained: 2, without: ['schema.sql'] }))).toBe(
    '12/12, none of sql',
  );
  expect(cell(rowOf('app', { all: 12, survived: 2, explained: 1 }))).toBe('11/12');
  expect(summarise([sql])).toContain('other files of these have none: joins (sql)');
  expect(summarise([sql])).not.toContain('0 mutants');
  expect(summarise([rowOf('app', { all: 12 })])).not.toContain('other files');
});
