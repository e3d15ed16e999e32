import type { HttpExchange, TestResult } from '../types.ts';
import { isSuite, type Graded } from './graded.ts';
import { reportWords, testWords } from './words.ts';

/** The reports as JUnit XML, as CI services read it: a suite for each exercise. What could not be graded is an error. */
export function junitReport(all: Graded[]): string {
  const suites = all.map(suite);
  const sum = (name: 'tests' | 'failures' | 'errors' | 'skipped') =>
    suites.reduce((total, one) => total + one[name], 0);
  const totals = { tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), skipped: sum('skipped') };
  const time = all.reduce((total, { report }) => total + durationOf(report), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'Engine Room', ...totals, time: seconds(time) })}>`,
    ...suites.map(({ xml }) => xml),
    '</testsuites>\n',
  ].join('\n');
}

function suite(graded: Graded) {
  const { exercise, report } = graded;
  const tests = report.tests ?? [];
  const cases = tests.map((test) => testCase(graded, test));
  if (report.status === 'error') {
    const type = `type="${report.reason}"`;
    const message = attributes({ message: reportWords(report)[0] ?? report.reason });
    const inside = `\n      <error ${type}${message}>${text(report.message)}</error>\n    `;
    cases.push(
      `    <testcase${attributes({ name: 'the exercise as a whole', classname: exercise.slug })}>${inside}</testcase>`,
    );
  }
  const counts = {
    tests: cases.length,
    failures: tests.filter(({ status }) => status === 'failed').length,
    errors: report.status === 'error' ? 1 : 0,
    skipped: tests.filter(({ status }) => status === 'skipped').length,
  };
  const head = attributes({ name: exercise.slug, ...counts, time: seconds(durationOf(report)) });
  return { ...counts, xml: [`  <testsuite${head}>`, ...cases, '  </testsuite>'].join('\n') };
}

function testCase({ exercise: { slug, focus }, folder, server }: Graded, test: TestResult): string {
  const own = test.stack?.find(({ file }) => !isSuite(file));
  const file = `${folder}/${own?.file ?? focus[0] ?? ''}`;
  const place = server === undefined ? { file, ...(own && { line: own.line }) } : {};
  const head = attributes({ name: test.name, classname: slug, ...place, time: seconds(test.duration) });
  if (test.status === 'passed') return `    <testcase${head}/>`;
  const inside =
    test.status === 'skipped'
      ? `<skipped${attributes({ message: test.message ?? (test.todo ? 'not written yet' : 'skipped') })}/>`
      : failure(test);
  return `    <testcase${head}>\n      ${inside}\n    </testcase>`;
}

function failure(test: TestResult): string {
  const words = testWords(test);
  const exchange = test.exchange?.at(-1);
  const body = [...words, test.message, test.diff, exchange && exchangeWords(exchange)].filter(Boolean).join('\n');
  return `<failure type="AssertionError"${attributes({ message: headline(test) })}>${text(body)}</failure>`;
}

/** What is told in a list: the diagnosis, or what was expected. */
function headline(test: TestResult): string {
  const words = testWords(test);
  const expected = words.find((text) => text.startsWith('We expected'));
  return test.explanation?.diagnosis ?? expected ?? words[0]?.split('\n')[0] ?? 'failed';
}

const exchangeWords = ({ curl, response }: HttpExchange) =>
  `${curl}\n${response ? `${response.status} ${response.statusText}\n${response.body}` : 'no answer'}`;

const durationOf = (report: Graded['report']) => (report.status === 'error' ? 0 : report.duration);
const seconds = (ms: number) => (ms / 1000).toFixed(3);

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${text(String(value))
          .replaceAll('"', '&quot;')
          .replace(/[\t\n\r]/g, (white) => `&#${white.charCodeAt(0)};`)}"`,
    ) // prettier-ignore
    .join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** XML 1.0 knows no way to write most control characters, nor half of a surrogate pair. */
function text(value: string): string {
  return value
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>\r]/g, (character) => entities[character]!);
}
