import type { RunnerTask, RunnerTaskResult as TaskResult, RunnerTestCase, RunnerTestFile, TestError } from 'vitest';
import type { VitestError, VitestFile, VitestTest } from './report.ts';

/**
 * Vitest's own record of one suite file → the plain data that a report is made from; the same in every runtime.
 *
 * @param unhandled Faults that nobody caught, as Vitest words them.
 */
export function readFile(path: string, file: RunnerTestFile, unhandled: unknown[]): VitestFile {
  const errors = [...(file.result?.errors ?? []), ...suiteErrors(file.tasks), ...(unhandled as TestError[])];
  return { path, errors: errors.map(readError), tests: testsOf(file.tasks).map(readTest) };
}

export function readTest(test: RunnerTestCase): VitestTest {
  const { state, duration, errors, note, retryCount, attempts }: Partial<TaskResult> & { note?: string } =
    test.result ?? {};
  // Of several tries the last one decides.
  const counted = (retryCount && attempts?.at(-1)?.errors) || errors;
  return {
    names: testNames(test),
    state: state === 'pass' || state === 'fail' ? state : 'skip',
    duration: duration ?? 0,
    errors: (counted ?? []).map(readError),
    ...(note && { note }),
    ...(test.mode === 'todo' && { todo: true as const }),
    meta: JSON.parse(JSON.stringify(test.meta)) as VitestTest['meta'],
  };
}

/** The titles of the suites around a test and its own, without the file. */
export function testNames(test: RunnerTestCase): string[] {
  const titles = [test.name];
  for (let suite = test.suite; suite?.name; suite = suite.suite) titles.unshift(suite.name);
  return titles;
}

export function readError(error: unknown): VitestError {
  const { name, message, stack, diff } = (error ?? {}) as Partial<TestError>;
  return {
    message: String(message ?? error),
    ...(name && { name: String(name) }),
    ...(stack && { stack: String(stack) }),
    ...(diff && { diff: String(diff) }),
  };
}

function testsOf(tasks: RunnerTask[]): RunnerTestCase[] {
  return tasks.flatMap((task) => (task.type === 'suite' ? testsOf(task.tasks) : [task as RunnerTestCase]));
}

function suiteErrors(tasks: RunnerTask[]): TestError[] {
  return tasks.flatMap((task) =>
    task.type === 'suite' ? [...(task.result?.errors ?? []), ...suiteErrors(task.tasks)] : [],
  );
}
