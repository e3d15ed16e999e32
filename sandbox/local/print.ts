import { reasonTitle } from '../reason-title.ts';
import type { ErrorReason, Exercise, HttpExchange, Output, ShellRun, TestReport, TestResult } from '../types.ts';
import { isSuite, ownPlace } from './graded.ts';
import { count, testWords } from './words.ts';

export type Style = 'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow';
export type Paint = (style: Style, text: string) => string;

const longestBody = 600;

type Printed = Pick<Exercise, 'slug' | 'title'> & Partial<Pick<Exercise, 'timeLimit' | 'serve'>>;

export interface PrintOptions {
  /** The learner's files, as a path that an editor's terminal can open. Left out where the page shows them. */
  folder?: string;
  /** Tests that passed beside others that failed become one line. */
  folded?: boolean;
  /** The address of the server that was graded, instead of files. */
  server?: string;
}

const serverTitles: Partial<Record<ErrorReason, string>> = {
  boot: 'The server could not be graded',
  timeout: 'The server was too slow',
};

/** A report as it reads in a terminal: the first failure in full, every other test as one line. */
export function formatReport(exercise: Printed, raw: TestReport, paint: Paint, options: PrintOptions = {}): string {
  const report = harmless(raw);
  const head = (mark: string, style: Style, text: string) =>
    `${paint(style, mark)} ${paint('bold', exercise.title)} (${exercise.slug}${options.server ? ` at ${options.server}` : ''}): ${text}`;
  if (report.status === 'error') {
    const words = (options.server && serverTitles[report.reason]) ?? reasonTitle(report.reason, exercise.timeLimit);
    const title = head('!', 'yellow', `${words} (${report.reason})`);
    const where = place(report, undefined, paint, options, 2);
    return [title, '', indent(report.message), ...where, ...ranBefore(exercise, report, paint, options)].join('\n');
  }
  const failed = report.tests.filter(({ status }) => status === 'failed');
  const [first] = failed;
  if (!first) return [head('✓', 'green', passedWords(report)), ...proof(report.tests, paint, options)].join('\n');
  const result = `${failed.length} of ${count(report.tests.length, 'test')} failed. The first one:`;
  const others = report.tests.filter((test) => test !== first);
  return [
    head('✗', 'red', result),
    '',
    ...firstFailure(exercise, report, first, paint, options),
    '',
    ...rest(others, paint, options),
  ].join('\n');
}

/** The tests before a run was ended. What failed first often says why: an answer that never came, waited for again and again. */
function ranBefore(exercise: Printed, report: TestReport, paint: Paint, options: PrintOptions): string[] {
  const ran = report.tests ?? [];
  const failed = ran.filter(({ status }) => status === 'failed');
  const [first] = failed;
  const others = ran.filter((test) => test !== first).map((test) => line(test, paint));
  if (!first) return others;
  const result = `  Before that, ${failed.length} of ${count(ran.length, 'test')} failed. The first one:`;
  return ['', result, '', ...firstFailure(exercise, report, first, paint, options), '', ...others];
}

function passedWords({ tests, duration }: Exclude<TestReport, { status: 'error' }>): string {
  const skipped = tests.filter(({ status }) => status === 'skipped').length;
  return `passed, in ${time(duration)}${skipped ? `; ${skipped} skipped` : ''}`;
}

const time = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

function proof(tests: TestResult[], paint: Paint, { server }: PrintOptions): string[] {
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const whole = passed === tests.length;
  const what = `${whole ? 'All ' : ''}${count(passed, 'test')} passed`;
  const limits = 'This proves the behaviours listed here, for the requests that the suite sends, and no others.';
  return [
    ...tests.map((test) => line(test, paint)),
    '',
    `  ${server && !whole ? 'What can be checked over HTTP works.' : 'It works, and now it is proved.'} ${what}. ${limits}`,
  ];
}

function rest(others: TestResult[], paint: Paint, { folded }: PrintOptions): string[] {
  if (!folded) return others.map((test) => line(test, paint));
  const passed = others.filter(({ status }) => status === 'passed').length;
  return [
    ...others.filter(({ status }) => status !== 'passed').map((test) => line(test, paint)),
    ...(passed ? [`  ${paint('green', '✓')} ${passed} passed`] : []),
  ];
}

function firstFailure(exercise: Printed, report: TestReport, test: TestResult, paint: Paint, options: PrintOptions) {
  const { diagnosis } = test.explanation ?? {};
  const said = testWords(test);
  const explained = test.explanation !== undefined;
  const lines = [`  ${paint('red', 'Failed:')} ${test.name}`];
  lines.push(...said.map((text) => indent(text === diagnosis ? paint('bold', text) : text, 4)));
  if (test.diff && !(explained && said.length)) lines.push('', indent(test.diff, 4));
  lines.push(...place(report, test, paint, options));
  const last = test.exchange?.at(-1);
  // Elsewhere nothing listens that a command line could reach.
  const listens = exercise.serve !== undefined || options.server !== undefined;
  if (last) lines.push('', ...formatExchange(last, paint, listens));
  const ran = test.ran?.at(-1);
  if (ran) lines.push('', ...formatRun(ran, paint));
  return lines;
}

/** The learner's own line first: the one that can be changed. */
function place(report: TestReport, test: TestResult | undefined, paint: Paint, { folder }: PrintOptions, by = 4): string[] {
  const own = ownPlace(report, test);
  const suite = test?.stack?.find(({ file }) => isSuite(file));
  const where = ({ file, line }: { file: string; line: number }) =>
    folder === undefined ? `${file}, line ${line}` : `${folder}/${file}:${line}`;
  const found = [own && `Your code: ${where(own)}`, suite && `The assertion: ${where(suite)}`].filter(Boolean);
  return found.map((text) => indent(paint('dim', text!), by));
} // prettier-ignore

function formatExchange({ request, response, curl }: HttpExchange, paint: Paint, listens: boolean): string[] {
  const { pathname, search } = new URL(request.url);
  const sent = [`${request.method} ${pathname}${search}`, ...headers(request.headers), ...body(request.body)];
  const got = response
    ? [`${response.status} ${response.statusText}`, ...headers(response.headers), ...body(response.body)]
    : ['no answer'];
  return [
    ...sent.map((text) => `    ${paint('cyan', '>')} ${text}`),
    ...got.map((text) => `    ${paint('cyan', '<')} ${text}`),
    ...(listens ? [paint('dim', `    Repeat it while your server runs: ${curl}`)] : []),
  ];
}

function formatRun({ command, stdout, stderr, exitCode }: ShellRun, paint: Paint): string[] {
  const printed = [stdout, stderr].flatMap((text) => (text ? body(text.replace(/\n$/, '')).slice(1) : []));
  return [
    `    ${paint('cyan', '$')} ${command}`,
    ...printed.map((text) => `    ${text}`),
    paint('dim', `    exit code ${exitCode}`),
  ];
}

const headers = (pairs: [string, string][]) => pairs.map(([name, value]) => `${name}: ${value}`);
const body = (text: string) =>
  text ? ['', ...(text.length > longestBody ? `${text.slice(0, longestBody)} …` : text).split('\n')] : [];

function line(test: TestResult, paint: Paint): string {
  if (test.status === 'passed') return `  ${paint('green', '✓')} Passed: ${test.name}`;
  if (test.status === 'skipped') {
    const why = test.message ? `: ${test.message}` : '';
    return `  ${paint('dim', '○')} ${test.todo ? 'To do' : 'Skipped'}: ${test.name}${why}`;
  }
  return `  ${paint('red', '✗')} Failed: ${test.name}`;
}

/** The next hint, or how to get it. `shown`: how many the learner has asked for. */
export function formatHints(hints: string[], shown: number, next: string, paint: Paint): string {
  const lines = hints
    .slice(0, shown)
    .map((hint, at) => `  ${paint('bold', `Hint ${at + 1} of ${hints.length}:`)} ${hint}`);
  if (shown < hints.length) lines.push(paint('dim', `  ${shown ? 'The next hint' : 'A hint'}: ${next}`));
  else if (hints.length) lines.push(paint('dim', '  These are all the hints.'));
  return lines.length ? `${lines.join('\n')}\n` : '';
}

/** What the learner's program printed during the run. */
export function formatOutput(outputs: Output[], paint: Paint): string {
  if (!outputs.length) return '';
  const text = outputs
    .map((output) => output.text)
    .join('')
    .trimEnd();
  return `${paint('dim', '  Console:')}\n${indent(plain(text), 4)}\n`;
}

/** What a server answers and a program prints must not move the cursor, set titles or ring: controls become pictures. */
function harmless<Value>(value: Value): Value {
  if (typeof value === 'string') return plain(value) as Value;
  if (Array.isArray(value)) return value.map(harmless) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, harmless(one)])) as Value;
}

const plain = (text: string) =>
  text.replaceAll('\r\n', '\n').replace(/[^\t\n\P{Cc}]/gu, (control) => {
    const code = control.charCodeAt(0);
    return code < 32 ? String.fromCharCode(0x2400 + code) : code === 127 ? '␡' : '�';
  });

const indent = (text: string, by = 2) => text.replace(/^(?=.)/gm, ' '.repeat(by));
