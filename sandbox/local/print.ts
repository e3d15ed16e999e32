import { styleText } from 'node:util';
import type { Exercise, HttpExchange, Output, TestReport, TestResult } from '../types.ts';

type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** Colours where a person watches; the words and marks alone say the same. */
export const createPaint =
  (colours: boolean): Paint =>
  (style, text) =>
    colours ? styleText(style, text, { validateStream: false }) : text;

const longestBody = 600;

/** A report as it reads in a terminal: the first failure in full, every other test as one line. */
export function formatReport(exercise: Pick<Exercise, 'slug' | 'title'>, report: TestReport, paint: Paint): string {
  const head = (mark: string, style: Style, text: string) =>
    `${paint(style, mark)} ${paint('bold', exercise.title)} (${exercise.slug}): ${text}`;
  if (report.status === 'error') {
    const ran = report.tests?.map((test) => line(test, paint)) ?? [];
    return [head('!', 'yellow', `could not be graded (${report.reason})`), '', indent(report.message), ...ran].join(
      '\n',
    );
  }
  const failed = report.tests.filter(({ status }) => status === 'failed');
  const [first] = failed;
  const rest = report.tests.filter((test) => test !== first).map((test) => line(test, paint));
  if (!first) {
    const proof = `All ${count(rest.length, 'test')} passed. This proves the behaviours listed here, for the requests that the suite sends, and no others.`;
    return [head('✓', 'green', 'passed'), ...rest, '', `  ${proof}`].join('\n');
  }
  const result = `${failed.length} of ${count(report.tests.length, 'test')} failed. The first one:`;
  return [head('✗', 'red', result), '', ...firstFailure(first, paint), '', ...rest].join('\n');
}

function firstFailure(test: TestResult, paint: Paint): string[] {
  const { diagnosis, sent, got, expected, because, look } = test.explanation ?? {};
  const said = [
    diagnosis && paint('bold', diagnosis),
    sent && `You sent ${sent}`,
    got && `We got ${got}`,
    expected && `We expected ${expected}${because ? `, because ${because}` : ''}`,
    look && `Look at ${look}`,
  ].filter((text) => text !== undefined && text !== '');
  const lines = [`  ${paint('red', 'Failed:')} ${test.name}`, ...said.map((text) => `    ${text}`)];
  if (!said.length && test.message) lines.push(indent(test.message, 4));
  if (test.diff && !said.length) lines.push('', indent(test.diff, 4));
  const [frame] = test.stack ?? [];
  if (frame) lines.push(paint('dim', `    at ${frame.file}, line ${frame.line}`));
  const last = test.exchange?.at(-1);
  if (last) lines.push('', ...formatExchange(last, paint));
  return lines;
}

function formatExchange({ request, response, curl }: HttpExchange, paint: Paint): string[] {
  const { pathname, search } = new URL(request.url);
  const sent = [`${request.method} ${pathname}${search}`, ...headers(request.headers), ...body(request.body)];
  const got = response
    ? [`${response.status} ${response.statusText}`, ...headers(response.headers), ...body(response.body)]
    : ['no answer'];
  return [
    ...sent.map((text) => `    ${paint('cyan', '>')} ${text}`),
    ...got.map((text) => `    ${paint('cyan', '<')} ${text}`),
    paint('dim', `    Repeat it while your server runs: ${curl}`),
  ];
}

const headers = (pairs: [string, string][]) => pairs.map(([name, value]) => `${name}: ${value}`);
const body = (text: string) =>
  text ? ['', ...(text.length > longestBody ? `${text.slice(0, longestBody)} …` : text).split('\n')] : [];

function line(test: TestResult, paint: Paint): string {
  if (test.status === 'passed') return `  ${paint('green', '✓')} Passed: ${test.name}`;
  if (test.status === 'skipped') return `  ${paint('dim', '○')} Skipped: ${test.name}`;
  return `  ${paint('red', '✗')} Failed: ${test.name}`;
}

/** What the learner's program printed during the run. */
export function formatOutput(outputs: Output[], paint: Paint): string {
  if (!outputs.length) return '';
  const text = outputs
    .map((output) => output.text)
    .join('')
    .trimEnd();
  return `${paint('dim', '  Console:')}\n${indent(text, 4)}\n`;
}

export const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
const indent = (text: string, by = 2) => text.replace(/^(?=.)/gm, ' '.repeat(by));
