import type { VitestRun } from '../report.ts';
import type { HttpExchange, TestReport } from '../types.ts';
import { count } from './words.ts';

/** What a report about a server elsewhere may say and what not. Pure. */

const unasked = 'it looks into the program itself, which cannot be asked over HTTP';

/** A test that sent no request says nothing about the server, whichever way it ended. */
export function onlyRequests(run: VitestRun): VitestRun {
  const files = run.files.map((file) => ({
    ...file,
    tests: file.tests.map((test) =>
      test.state === 'skip' || test.meta.exchange?.length
        ? test
        : { ...test, state: 'skip' as const, errors: [], note: unasked },
    ),
  }));
  return { ...run, files };
}

/** The same report with errors in words about a server. */
export function aboutServer(report: TestReport, url: string, timeLimit: number): TestReport {
  if (report.status !== 'error') return report;
  if (report.reason === 'timeout')
    return {
      ...report,
      message: `The tests were ended after ${timeLimit} s: the server at ${url} answers too slowly, or no longer. Look at its terminal; each request should take well under a second.`,
    };
  // The files are the course's own, so nothing in them can be the learner's fault.
  if (report.reason === 'load')
    return { ...report, message: `Nothing of this exercise can be checked over HTTP, so nothing was graded.` };
  return report;
} // prettier-ignore

/** What makes one doubt that this is the server that was meant, or undefined. */
export function doubtsAbout(report: TestReport, url: string): string | undefined {
  if (report.status !== 'failed') return undefined;
  const answers = report.tests.flatMap(({ exchange = [] }) => exchange);
  const statuses = new Set(answers.map(({ response }) => response?.status));
  const [only] = statuses;
  if (answers.length < 3 || statuses.size !== 1) return undefined;
  if (only === undefined) return `None of ${count(answers.length, 'request')} was answered. Does the server at ${url} hang, or has it ended?`;
  if (only < 300) return undefined;
  const name = serverName(answers);
  const called = name ? ` It calls itself “${name}”.` : '';
  return `All ${count(answers.length, 'request')} were answered with ${only}, so another program may be listening at ${url}, or the server of another exercise.${called}`;
} // prettier-ignore

function serverName(answers: HttpExchange[]): string | undefined {
  const pairs = answers.flatMap(({ response }) => response?.headers ?? []);
  return pairs.find(([name]) => /^(server|x-powered-by)$/i.test(name))?.[1];
}

/** What was not checked, and that this is no full pass; undefined when all was. */
export function uncheckedWords(report: TestReport): string | undefined {
  const skipped = (report.tests ?? []).filter(({ status }) => status === 'skipped').length;
  if (!skipped) return undefined;
  const them = skipped === 1 ? 'It is marked' : 'They are marked';
  return `${count(skipped, 'test')} could not be checked over HTTP. ${them} as skipped, with the reason.`;
}
