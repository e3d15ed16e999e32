import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseExercise, variantsOf } from '../../sandbox/exercise.ts';
import { readFolder } from '../../sandbox/local/workspace.ts';
import { differences } from '../../sandbox/proof/agreement.ts';
import { createContainerGraders } from '../../scripts/webcontainer/graders.ts';
import { createNodeGrader } from '../support/node-grader.ts';

/**
 * What a learner begins and ends with, of one exercise of each kind that there is: the reports of a container and of this
 * computer are equal in every word. `npm run check -- --runtime webcontainer` compares every variant of every exercise.
 */
const slugs = [
  'break-then-fix-sqli', // stacks of errors, as Express shows them
  'cache-aside', // a database of ours, in the same process
  'graphql-books', // a package too large for the snapshot
  'hello-server',
  'notes-ownership', // SQLite
  'orders-with-names', // SQL
  'resolve-conflict', // a shell
  'what-prints-first', // a prediction
  'write-dockerfile', // a configuration
];

const folder = path.resolve(import.meta.dirname, '../../exercises');
const answers = slugs.flatMap((slug) => {
  const files = readFolder(path.join(folder, slug));
  return variantsOf(parseExercise(slug, files), files).filter(({ name }) => name === 'starter' || name === 'solution').map(({ name, files }) => ({ slug, variant: name, files }));
}); // prettier-ignore

const gradeInNode = createNodeGrader(60);
let container: Awaited<ReturnType<typeof createContainerGraders>>;
beforeAll(async () => void (container = await createContainerGraders()));
afterAll(() => container?.dispose());

test.each(answers)('$slug $variant', async ({ slug, variant, files }) => {
  const [expected, { report }] = await Promise.all([
    gradeInNode(`${slug} ${variant}`, files),
    container.grade(files, 60),
  ]);
  expect(differences(expected, report)).toEqual([]);
  expect(report.status).toBe(variant === 'solution' ? 'passed' : 'failed');
});

test('an exercise that needs a host says so, and where it runs', async () => {
  const { report } = await container.grade({ 'app.test.ts': "import { postgres } from '#testing/postgres';" }, 60);
  expect(report).toMatchObject({ status: 'error', reason: 'load' });
  expect((report as { message: string }).message).toMatch(/needs PostgreSQL.*“Continue here”/);
});
