import { expect, test } from 'vitest';
import { parseExercise, variantsOf } from '../../../sandbox/exercise.ts';
import { runBatch } from '../../../sandbox/mutants/batch.ts';
import { attemptsOf, learntByHeart } from '../../../sandbox/proof/attempts.ts';
import type { Files } from '../../../sandbox/types.ts';

const readme = `---
title: Add
kind: write
language: typescript
focus: [app.ts]
hints: [a, b, c]
wrong: { x: No }
---
Add two numbers.
`;
const files: Files = {
  'README.md': readme,
  'app.ts': 'export function add(a: number, b: number) {\n  // TODO\n  return 0;\n}\n',
  'app.test.ts': "import { expect, test } from 'vitest';\nimport { add } from './app.ts';\ntest('adds', () => {\n  expect(add(1, 2)).toBe(3);\n});\n",
  'solution/app.ts': 'export function add(a: number, b: number) {\n  return a + b;\n}\n',
}; // prettier-ignore
const exercise = parseExercise('add', files);
const solution = variantsOf(exercise, files).find(({ name }) => name === 'solution')!;

test('an exercise is tried without an answer, with one learnt by heart, and with each kind of tampering', () => {
  expect(attemptsOf(exercise).map(({ name }) => name)).toEqual([
    'attempt/empty',
    ...['patched-expect', 'patched-object-is', 'process-exit', 'redefined-tests', 'skipped-tests', 'deleted-tests'].map(
      (name) => `attempt/${name}`,
    ),
  ]);
  const config = { ...exercise, focus: ['Dockerfile'], starter: { Dockerfile: '' } };
  expect(attemptsOf(config).map(({ name }) => name)).toEqual(['attempt/empty']);
});

test('a suite that asks once is passed by heart, and one that asks twice is not', async () => {
  const learnt = learntByHeart(exercise, solution, { status: 'passed', tests: [], duration: 1 })!;
  const twice = String(files['app.test.ts']).replace('toBe(3);', 'toBe(3);\n  expect(add(2, 2)).toBe(4);');
  const results = await runBatch(
    [
      { name: 'once', files: learnt.files },
      { name: 'twice', files: { ...learnt.files, 'app.test.ts': twice } },
    ],
    { workers: 1 },
  );
  expect(results.get('once')!.status).toBe('passed');
  expect(results.get('twice')!.status).toBe('failed');
});
