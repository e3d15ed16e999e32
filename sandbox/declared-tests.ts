import type { VitestFile } from './report.ts';
import { readTests, type Declared, type Node } from './read-tests.ts';

/**
 * Compares what ran with what the suites declare, read from their text alone, and says in a sentence what is amiss:
 * learner code that removes tests, skips them or adds its own may not end as `passed`.
 *
 * @param mayRest Any test may be skipped: no code of a learner runs here.
 * @param suites Path → syntax tree (ESTree; TypeScript's nodes may be in it).
 */
export function compareTests(
  suites: Record<string, Node>,
  files: VitestFile[],
  { mayRest = false } = {},
): string | undefined {
  for (const [path, program] of Object.entries(suites)) {
    const file = files.find((candidate) => candidate.path === path);
    if (!file) return unloaded(path);
    // A file that could not be loaded is explained by its own error.
    if (file.errors.length > 0 && !file.tests.length) continue;
    const declared = readTests(program);
    const said = extraTest(path, declared, file) ?? (mayRest ? undefined : missingTest(path, declared, file));
    if (said !== undefined) return said;
  }
  return undefined;
}

function missingTest(path: string, declared: Declared[], file: VitestFile): string | undefined {
  // Hooks and other faults on record tell more than a test that did not run.
  if (file.errors.length > 0) return undefined;
  const ran = file.tests.filter(({ state }) => state !== 'skip').map(({ names }) => names.at(-1) ?? '');
  const absent = declared.find(({ pattern, mayRest }) => !mayRest && !ran.some((title) => pattern.test(title)));
  return (
    absent &&
    `The test “${absent.title}” of ${path} did not run, so nothing was graded. Does your code change the tests, or end the process?`
  );
}

function extraTest(path: string, declared: Declared[], file: VitestFile): string | undefined {
  const titles = file.tests.map(({ names }) => names.at(-1) ?? '');
  const isExtra = (title: string, index: number) => {
    const meant = declared.filter(({ pattern }) => pattern.test(title));
    // Where each declaration stands for one test, a second of the same name came from elsewhere.
    return (
      meant.every(({ once }) => once) && titles.slice(0, index + 1).filter((one) => one === title).length > meant.length
    );
  };
  const extra = titles.find(isExtra);
  if (extra === undefined) return undefined;
  const holds = declared.some(({ pattern }) => pattern.test(extra)) ? 'fewer tests called' : 'no test';
  return `${path} holds ${holds} “${extra}”, yet one ran. Does your code declare tests of its own? Take that out and run again.`;
}

const unloaded = (path: string) =>
  `The suite ${path} did not run, so nothing was graded. Does your code change the tests, or end the process?`;
