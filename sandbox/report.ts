import { readExplanation } from './testing/explain-format.ts';
import type { Frame, HttpExchange, Proof, ShellRun, TestReport, TestResult } from './types.ts';

/** What a runtime reads off Vitest after a run; the same shape in the browser and in Node. */
export interface VitestRun {
  files: VitestFile[];
  /** ms */
  duration: number;
  /** How the learner's code changed the grader itself, when it did. */
  tampered?: string;
}

export interface VitestFile {
  /** Path of the suite, relative to the exercise. */
  path: string;
  /** Faults outside of any test: while loading, in `beforeAll`, or unhandled. */
  errors: VitestError[];
  /** In file order. */
  tests: VitestTest[];
}

export interface VitestTest {
  /** The titles of the suites around it and its own. */
  names: string[];
  state: 'pass' | 'fail' | 'skip';
  /** ms */
  duration: number;
  /** Of the last try. Several where a test goes on after a failed check, or a hook fails as well. */
  errors: VitestError[];
  /** Why it was skipped, where the suite says so. */
  note?: string;
  /** Declared, and not written yet. */
  todo?: true;
  meta: { exchange?: HttpExchange[]; ran?: ShellRun[]; proved?: Proof[] };
}

export interface VitestError {
  name?: string;
  message: string;
  stack?: string;
  diff?: string;
}

/**
 * Turns a Vitest run into the report that a learner reads. Pure: the same run gives the same report in every runtime.
 *
 * @param root The folder in which the exercise ran, as it stands in stacks (`/exercise`, `/home/ann/…/hello-server`).
 */
export function toReport(run: VitestRun, { root }: { root: string }): TestReport {
  if (run.tampered) return { status: 'error', reason: 'load', message: run.tampered };
  const tests = run.files.flatMap((file) => [
    ...file.tests.map((test) => testResult(test, root)),
    ...(file.tests.some(wasRun) ? distinct(file.errors).map((error) => outsideTests(file.path, error, root)) : []),
  ]);
  if (!tests.some((test) => test.status !== 'skipped')) {
    return { status: 'error', reason: 'load', message: whyNothingRan(run, root) };
  }
  const failed = tests.some((test) => test.status === 'failed');
  return { status: failed ? 'failed' : 'passed', tests, duration: run.duration };
}

/** What did run before a run was ended. */
export function toResults(tests: VitestTest[], { root }: { root: string }): TestResult[] {
  return tests.map((test) => testResult(test, root));
}

const wasRun = (test: VitestTest) => test.state !== 'skip';

function testResult(test: VitestTest, root: string): TestResult {
  const result: TestResult = {
    name: test.names.join(' > '),
    status: test.state === 'pass' ? 'passed' : test.state === 'fail' ? 'failed' : 'skipped',
    duration: test.duration,
  };
  if (test.meta.exchange?.length) result.exchange = test.meta.exchange.map((one) => readable(one, root));
  if (test.meta.ran?.length) result.ran = test.meta.ran;
  if (test.state === 'skip' && test.todo) result.todo = true;
  if (test.state === 'pass') {
    const proved = proofs(test.meta.proved);
    if (proved.length) result.proved = proved;
  }
  if (test.state === 'skip' && test.note) result.message = plain(test.note, root);
  const [error, ...others] = test.errors;
  if (test.state !== 'fail' || !error) return result;
  Object.assign(result, failure(error, root));
  const more = others.slice(0, longestList).map((other) => failure(other, root).message);
  if (more.length) result.message = [result.message, ...new Set(more)].join('\n');
  return result;
}

/** What a passed test's suite said beforehand that it expects, each once. */
function proofs(all: Proof[] = []): Proof[] {
  const known = new Set<string>();
  return all.filter(({ expected, because }) => {
    const key = `${expected}\0${because}`;
    return !known.has(key) && known.add(key);
  });
}

/** Further failures of one test that are worth reading. */
const longestList = 5;

/** Frameworks answer errors with a stack: frames outside of the exercise, and where the exercise ran, say nothing here. Nor does `async`, which Vite leaves out of stacks. */
function readable(exchange: HttpExchange, root: string): HttpExchange {
  const { response } = exchange;
  if (!response || !(response.body.includes(`${root}/`) || frame.test(response.body))) return exchange;
  const body = response.body
    .replace(frames, (one) => (one.includes(`${root}/`) ? one.replace('at async ', 'at ') : ''))
    .replaceAll(`file://${root}/`, '')
    .replaceAll(`${root}/`, '');
  // As long as what is shown: with the frames, the length would be another one on each computer.
  const length = String(new TextEncoder().encode(body).length);
  const headers = response.headers.map(([name, value]): [string, string] => [name, /^content-length$/i.test(name) ? length : value]); // prettier-ignore
  return { ...exchange, response: { ...response, headers, body } };
}

/** A line of a stack, as Express shows it in a page. */
const frame = /<br> &nbsp; &nbsp;at (?:(?!<br>|<\/pre>).)*/s;
const frames = new RegExp(frame, 'gs');

/** A promise that nobody awaits is rejected in each test: told once, it says as much as fifty times. */
function distinct(errors: VitestError[]): VitestError[] {
  const told = (error: VitestError) => `${error.name}: ${error.message}`;
  return errors.filter((error, at) => errors.findIndex((other) => told(other) === told(error)) === at);
}

/** A fault that no test owns still fails the run: a rejection that nobody handled, an `afterAll` that threw. */
function outsideTests(path: string, error: VitestError, root: string): TestResult {
  return { name: `${path}: outside of the tests`, status: 'failed', duration: 0, ...failure(error, root) };
}

function failure(error: VitestError, root: string): Partial<TestResult> {
  const text = plain(error.message, root);
  const { explanation, assertion } = readExplanation(text);
  const named = error.name && !/^(AssertionError|Error)$/.test(error.name) ? `${error.name}: ${assertion}` : assertion;
  const result: Partial<TestResult> = { message: inLearnersWords(named) };
  if (explanation) result.explanation = explanation;
  if (error.diff) result.diff = plain(error.diff, root);
  const stack = readStack(error.stack ?? '', root);
  if (stack.length) result.stack = stack;
  return result;
}

function whyNothingRan(run: VitestRun, root: string): string {
  const file = run.files.find(({ errors }) => errors.length > 0);
  const error = file?.errors[0];
  if (!file || !error) return 'The suite holds no test that could run.';
  const [frame] = readStack(error.stack ?? '', root);
  const where = frame ? `${frame.file}, line ${frame.line}, column ${frame.column}: ` : '';
  const name = error.name && error.name !== 'Error' ? `${error.name}: ` : '';
  return `${where}${name}${plain(error.message, root)}`;
}

/** Vitest advises the author of a test; the reader here wrote the code under test. */
function inLearnersWords(message: string): string {
  const timedOut = /^(Test|Hook) timed out in (\d+)ms/.exec(message);
  if (timedOut) {
    const what = timedOut[1] === 'Test' ? 'This test' : 'What is done before or after the tests';
    return (
      `${what} did not end within ${timedOut[2]} ms: something it waits for never happens. ` +
      'Does every path through your code answer or return, and does every promise settle?'
    );
  }
  return message === 'Expect test to fail' ? 'This test is there to fail, and it did not.' : message;
}

/** Reads V8's `at name (file:1:2)` and the `name@file:1:2` of Firefox and Safari; keeps frames of the exercise. */
export function readStack(stack: string, root: string): Frame[] {
  const frames: Frame[] = [];
  for (const line of stack.split('\n')) {
    const match = /(?:\(|@|\bat (?:async )?)((?:file:\/\/)?\/[^()]*?):(\d+):(\d+)\)?\s*$/.exec(line);
    const file = match && relative(match[1]!, root);
    if (file) frames.push({ file, line: Number(match[2]), column: Number(match[3]) });
  }
  return frames;
}

function relative(path: string, root: string): string | undefined {
  const absolute = path.replace(/^file:\/\//, '').replace(/\?.*$/, '');
  const folder = root.endsWith('/') ? root : `${root}/`;
  const file = absolute.startsWith(folder) ? absolute.slice(folder.length) : undefined;
  return file?.includes('node_modules/') ? undefined : file;
}

/** Without terminal colours and without the path of the folder that the exercise happens to run in. */
function plain(text: string, root: string): string {
  return text
    .replace(/\u001B\[[0-9;]*m/g, '')
    .replaceAll(`file://${root}/`, '')
    .replaceAll(`${root}/`, '');
}
