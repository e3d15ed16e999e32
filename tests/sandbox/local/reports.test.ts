import { describe, expect, test } from 'vitest';
import { wantsColours } from '../../../sandbox/local/paint.ts';
import { formatHints, formatOutput, formatReport, type Paint } from '../../../sandbox/local/print.ts';
import { githubAnnotations, withoutCommands } from '../../../sandbox/local/report-github.ts';
import { jsonReport } from '../../../sandbox/local/report-json.ts';
import { junitReport } from '../../../sandbox/local/report-junit.ts';
import type { Graded } from '../../../sandbox/local/graded.ts';
import type { TestReport } from '../../../sandbox/types.ts';

const exercise = { slug: 'hello-server', title: 'Hello, server', focus: ['app.ts'], timeLimit: 5, serve: 'server.ts' };
const folder = 'workspace/hello-server';
const plain: Paint = (_style, text) => text;
const graded = (report: TestReport): Graded => ({ exercise, folder, report });

const failed: TestReport = {
  status: 'failed',
  duration: 12.5,
  tests: [
    { name: 'greets', status: 'passed', duration: 1 },
    {
      name: 'GET / > 100 %: a, b',
      status: 'failed',
      duration: 2,
      explanation: { diagnosis: 'No "name" & no <b>', expected: '200', because: 'it is\r\nthere' },
      message: 'expected 404 to be 200\u0000\uD800',
      stack: [
        { file: 'app.test.ts', line: 40, column: 3 },
        { file: 'app.ts', line: 12, column: 5 },
      ],
      exchange: [
        {
          request: { method: 'GET', url: 'http://localhost:3000/x', headers: [], body: '' },
          response: { status: 404, statusText: 'Not Found', headers: [], body: 'bell \u0007 and \u001B]0;title\u0007' },
          curl: 'curl -i http://localhost:3000/x',
        },
      ],
    },
    { name: 'later', status: 'skipped', duration: 0, message: 'needs a clock' },
    { name: 'other', status: 'failed', duration: 0, message: 'no' },
  ],
};
const syntax: TestReport = { status: 'error', reason: 'syntax', message: 'app.ts, line 3, column 14: Expected a name' };
const passed: TestReport = { status: 'passed', duration: 1200, tests: failed.tests.slice(0, 1) };

describe('in words', () => {
  test('the first failure comes in full, with the learner’s line and the curl line; controls are harmless', () => {
    expect(formatReport(exercise, failed, plain, { folder }))
      .toBe(`✗ Hello, server (hello-server): 2 of 4 tests failed. The first one:

  Failed: GET / > 100 %: a, b
    No "name" & no <b>
    We expected 200, because it is
    there
    Your code: workspace/hello-server/app.ts:12
    The assertion: workspace/hello-server/app.test.ts:40

    > GET /x
    < 404 Not Found
    < 
    < bell ␇ and ␛]0;title␇
    Repeat it while your server runs: curl -i http://localhost:3000/x

  ✓ Passed: greets
  ○ Skipped: later: needs a clock
  ✗ Failed: other`);
    expect(formatReport(exercise, failed, plain, { folded: true })).toMatch(/✗ Failed: other\n {2}✓ 1 passed$/);
    expect(formatOutput([{ stream: 'stdout', level: 'log', text: 'a\u001B[2Jb\r\n' }], plain)).toContain('a␛[2Jb\n');
  });

  test('where nothing listens, no command line leads there', () => {
    const { serve: _, ...functions } = exercise;
    const text = formatReport(functions, failed, plain, { folder });
    expect(text).toContain('< 404 Not Found');
    expect(text).not.toContain('curl');
    expect(formatReport(functions, failed, plain, { server: 'http://127.0.0.1:8080' })).toContain('curl');
  });

  test('a run that was ended tells the first failure before it in full', () => {
    const ended: TestReport = { status: 'error', reason: 'timeout', message: 'Still waiting.', tests: failed.tests };
    const text = formatReport(exercise, ended, plain, { folder });
    expect(text).toContain('Before that, 2 of 4 tests failed. The first one:');
    expect(text).toContain('We expected 200, because it is');
    expect(text).toContain('✗ Failed: other');
  });

  test('a pass counts what was skipped, an error has the page’s title', () => {
    const some: TestReport = { ...passed, tests: [...passed.tests, failed.tests[2]!] };
    expect(formatReport(exercise, passed, plain)).toMatch(
      /passed, in 1\.2 s\n[^]*now it is proved\. All 1 test passed\./,
    );
    expect(formatReport(exercise, some, plain)).toMatch(/; 1 skipped\n[^]*now it is proved\. 1 test passed\./);
    expect(formatReport(exercise, syntax, plain)).toContain('The code could not be read (syntax)\n\n  app.ts, line 3');
  });

  test('hints come one after the other', () => {
    expect(formatHints(['one', 'two'], 0, 'npm …', plain)).toBe('  A hint: npm …\n');
    expect(formatHints(['one', 'two'], 1, 'npm …', plain)).toBe('  Hint 1 of 2: one\n  The next hint: npm …\n');
    expect(formatHints(['one', 'two'], 5, 'npm …', plain)).toContain('These are all the hints.');
  });

  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
  ])('with %j and a terminal: %s, colours are %s', (env, terminal, wanted) => {
    expect(wantsColours(env, terminal)).toBe(wanted);
  });
});

describe('for programs', () => {
  test('JSON is the report itself, with the exercise’s name', () => {
    expect(JSON.parse(jsonReport([graded(failed), { ...graded(syntax), server: 'http://x' }]))).toEqual([
      { slug: 'hello-server', title: 'Hello, server', folder, ...failed },
      { slug: 'hello-server', title: 'Hello, server', folder, server: 'http://x', ...syntax },
    ]);
  });

  test('JUnit counts right and holds no character that XML forbids', () => {
    const xml = junitReport([graded(failed), graded(syntax), graded(passed)]);
    expect(xml).toContain('<testsuites name="Engine Room" tests="6" failures="2" errors="1" skipped="1" time="1.212">');
    expect(xml).toContain('message="No &quot;name&quot; &amp; no &lt;b&gt;"');
    expect(xml).toContain('file="workspace/hello-server/app.ts" line="12"');
    expect(xml).toContain('<skipped message="needs a clock"/>');
    expect(xml).toContain('expected 404 to be 200\uFFFD\uFFFD');
    expect(xml).toContain('<error type="syntax" message="The code could not be read">app.ts, line 3');
    expect(xml).not.toMatch(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
    // Each tag that is opened is closed, in turn.
    const open: string[] = [];
    for (const [, close, name, own] of xml.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
      if (close) expect(open.pop()).toBe(name);
      else if (!own) open.push(name!);
    }
    expect(open).toEqual([]);
  });

  test('GitHub is shown the first failure at the learner’s line, escaped', () => {
    const [first, second, none] = githubAnnotations([graded(failed), graded(syntax), graded(passed)]).split('\n');
    expect(first).toBe(
      '::error file=workspace/hello-server/app.ts,line=12,col=5,title=Hello%2C server%3A GET / > 100 %25%3A a%2C b::No "name" & no <b>%0AWe expected 200, because it is%0D%0Athere%0A1 more of its tests failed.',
    );
    expect(second).toMatch(
      /app\.ts,line=3,col=14,title=Hello%2C server%3A The code could not be read::app\.ts, line 3/,
    );
    expect(none).toBe('');
    expect(withoutCommands('::set-output::x', 'token')).toBe('::stop-commands::token\n::set-output::x\n::token::\n');
  });
});
