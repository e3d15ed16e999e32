import { availableParallelism } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';
import { parseExercise, variantsOf } from '../../sandbox/exercise.ts';
import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import type { Explanation, Files, TestReport, TestResult } from '../../sandbox/types.ts';
import { countWords, foldersIn, readFolder } from './read.ts';

const exercises = foldersIn('exercises').map((slug) => {
  const files = readFolder(`exercises/${slug}`);
  const exercise = parseExercise(slug, files);
  return { slug, exercise, variants: variantsOf(exercise, files) };
});

/** Grades one set of files after the other on a few warm runtimes; a fresh one each time would take twice as long. */
function createPool(size: number) {
  const timeLimit = Math.max(...exercises.map(({ exercise }) => exercise.timeLimit));
  const runtimes = Array.from({ length: size }, () => createLocalRuntime({ timeLimit }));
  let turn = 0;
  const busy: Promise<unknown>[] = runtimes.map(() => Promise.resolve());
  return {
    grade(files: Files): Promise<TestReport> {
      const index = turn++ % size;
      const report = busy[index]!.then(async () => {
        const runtime = await runtimes[index]!;
        await runtime.mount(files);
        return runtime.test();
      });
      busy[index] = report.catch(() => {});
      return report;
    },
    dispose: () => Promise.all(runtimes.map(async (runtime) => (await runtime).dispose())),
  };
}

const pool = createPool(Math.min(4, availableParallelism()));
afterAll(() => pool.dispose());

/**
 * Every exercise grades its own starter and answers: right ones pass however they are built, and each typical wrong one
 * is met by its own diagnosis.
 */
describe.concurrent.each(exercises)('exercises/$slug', { timeout: 60_000 }, ({ exercise, variants }) => {
  const named = (kind: string) => variants.filter(({ name }) => name === kind || name.startsWith(`${kind}/`));
  const { grade } = pool;

  test.each([...named('solution'), ...named('alt')])('$name passes', async ({ files: mounted }) => {
    const report = await grade(mounted);
    expect(failures(report).map(describeFailure)).toEqual([]);
    expect(report.status).toBe('passed');
  });

  test.each(named('starter'))('$name fails, with explanations', async ({ files: mounted }) => {
    const report = await grade(mounted);
    expect(report).toMatchObject({ status: 'failed' });
    expectExplained(report);
  });

  test.each(named('wrong'))(
    '$name fails with its own diagnosis first, and with no other',
    async ({ name, files: mounted }) => {
      const report = await grade(mounted);
      const own = exercise.wrong[name.slice('wrong/'.length)];
      expect(report).toMatchObject({ status: 'failed' });
      const found = failures(report).map(({ explanation }) => explanation?.diagnosis);
      expect(found[0], describeFailure(failures(report)[0])).toBe(own);
      expect(found.filter((diagnosis) => diagnosis !== undefined && diagnosis !== own)).toEqual([]);
      expectExplained(report);
    },
  );

  test('answers learnt by heart do not pass', async () => {
    const [main] = exercise.focus;
    const learnt = replayAnswers(await grade(named('solution')[0]!.files));
    if (!learnt) return;
    const report = await grade({ ...exercise.starter, [main!]: learnt, ...exercise.tests });
    expect(report).toMatchObject({ status: 'failed' });
    expect(failures(report).length).toBeLessThan(report.tests!.length);
  });

  test('an empty file does not pass', async () => {
    const empty = Object.fromEntries(exercise.focus.map((path) => [path, '']));
    const report = await grade({ ...exercise.starter, ...empty, ...exercise.tests });
    expect(report.status).not.toBe('passed');
  });
});

/** An app that knows nothing but the first answer to each request that the suite sends: a hard-coded solution. */
function replayAnswers(report: TestReport): string | undefined {
  const answers: Record<string, { status: number; type: string; body: string }> = {};
  for (const { request, response } of (report.tests ?? []).flatMap(({ exchange = [] }) => exchange)) {
    if (!response) continue;
    const header = (pairs: [string, string][], name: string) => pairs.find(([key]) => key.toLowerCase() === name)?.[1];
    const { pathname, search } = new URL(request.url);
    const key = [request.method, pathname + search, header(request.headers, 'authorization') ?? '', request.body].join(
      ' ',
    );
    const type = header(response.headers, 'content-type') ?? 'text/plain';
    answers[key] ??= { status: response.status, type, body: response.body };
  }
  if (Object.keys(answers).length === 0) return undefined;
  return `
    const answers = ${JSON.stringify(answers)};
    export const createApp = () => (request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (text) => (body += text));
      request.on('end', () => {
        const known = answers[[request.method, request.url, request.headers.authorization ?? '', body].join(' ')];
        response.writeHead(known?.status ?? 404, { 'content-type': known?.type ?? 'text/plain' });
        response.end(known?.body);
      });
    };
  `;
}

/** Every failure says what was sent or received, what was expected and where to look, in at most 60 words. */
function expectExplained(report: TestReport) {
  for (const result of failures(report)) {
    const { explanation } = result;
    expect(explanation, describeFailure(result)).toMatchObject({
      got: expect.any(String),
      expected: expect.any(String),
      because: expect.any(String),
      look: expect.any(String),
    });
    expect(
      countWords(Object.values(explanation as Explanation).join(' ')),
      describeFailure(result),
    ).toBeLessThanOrEqual(60);
  }
}

function failures(report: TestReport): TestResult[] {
  return (report.tests ?? []).filter(({ status }) => status === 'failed');
}

function describeFailure(result: TestResult | undefined): string {
  if (!result) return 'no test failed';
  return `${result.name}: ${Object.values(result.explanation ?? {}).join(' · ')} ${result.message ?? ''}`;
}
