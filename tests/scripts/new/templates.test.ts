import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseExercise, variantsOf } from '../../../sandbox/exercise.ts';
import { readFolder } from '../../../sandbox/local/workspace.ts';
import { comparable } from '../../../sandbox/proof/agreement.ts';
import { attemptsOf, learntByHeart } from '../../../sandbox/proof/attempts.ts';
import { judgeVariant } from '../../../sandbox/proof/judge.ts';
import { leftOpen } from '../../../sandbox/proof/left-open.ts';
import { templates } from '../../../scripts/new/templates.ts';
import { createLocalRuntime } from '../../../sandbox/runtimes/local.ts';
import type { Exercise, Files, Runtime, TestReport } from '../../../sandbox/types.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../../support/embedded-page.ts';

/** What an author starts from must be what an exercise has to be: proven in both runtimes, before a word is changed. */
const folder = path.resolve(import.meta.dirname, '../../../scripts/new/templates');

/** Rows that were copied from the first shop instead of being asked for. */
const typedRows =
  "SELECT 'Emma' AS title, 450 AS cents UNION ALL SELECT 'Dune', 900 UNION ALL SELECT 'Wool', 900 ORDER BY cents, title";

let local: Runtime;
let embedded: EmbeddedPage;
beforeAll(async () => {
  [local, embedded] = await Promise.all([createLocalRuntime({ timeLimit: 60 }), openEmbeddedPage()]);
});
afterAll(() => Promise.all([local?.dispose(), embedded?.close()]));

describe.each(readdirSync(folder))('the template %s', (name) => {
  const files = readFolder(path.join(folder, name));
  const exercise = parseExercise(name, files);

  test('is a whole exercise, with the same reports in the browser', async () => {
    const { variants, reports } = await gradeAll(exercise, files);
    const named = (kind: string) => variants.filter((variant) => variant.name.startsWith(kind));

    expect(variants.flatMap((variant) => judgeVariant(exercise, variant.name, reports[variant.name]!))).toEqual([]);
    expect(named('alt/').length).toBeGreaterThanOrEqual(2);
    expect(named('wrong/').map((variant) => variant.name.slice(6))).toEqual(Object.keys(exercise.wrong).toSorted());
    for (const { name: variant, files: mounted } of variants) {
      const { report } = await embedded.grade(mounted, { timeLimit: 60 });
      expect(comparable(report), variant).toEqual(comparable(reports[variant]!));
    }
  });

  test('says what is to be replaced', () => {
    expect(leftOpen('README.md', String(files['README.md'])).length).toBeGreaterThanOrEqual(3);
    expect(templates[name]).toMatchObject({
      language: exercise.language,
      kinds: expect.arrayContaining([exercise.kind]),
    });
  });
});

/** All variants, an empty file, and an answer that only knows what the suite asks for. */
async function gradeAll(exercise: Exercise, files: Files) {
  const variants = [...variantsOf(exercise, files), attemptsOf(exercise).find(({ name }) => /empty/.test(name))!];
  if (exercise.kind === 'sql')
    variants.push({ name: 'attempt/typed', files: { ...exercise.starter, 'query.sql': typedRows, ...exercise.tests } });
  const reports: Record<string, TestReport> = {};
  for (const { name, files: mounted } of variants) reports[name] = await grade(mounted);
  const learnt = learntByHeart(
    exercise,
    variants.find(({ name }) => name === 'solution')!,
    reports['solution']!,
  );
  if (learnt) reports[learnt.name] = await grade(learnt.files);
  return { variants: [...variants, ...(learnt ? [learnt] : [])], reports };
}

async function grade(files: Files): Promise<TestReport> {
  await local.mount(files);
  return local.test();
}
