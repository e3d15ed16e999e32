import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import { inBrowsers } from '../support/in-browsers.ts';
import { cases } from '../support/runtime-contract.ts';
import { openContainerPage, type ContainerPage } from '../support/webcontainer/page.ts';

const expected: Record<string, unknown> = {
  'a started program answers requests': {
    started: 'started',
    echo: [201, 'yes', { a: 'é' }],
    stream: 'one two',
    missing: 404,
  },
  'a plain request keeps every header, and redirects are answers': [
    302,
    [
      ['X-Case', 'Kept'],
      ['Location', '/elsewhere'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2; HttpOnly'],
    ],
    [
      'DELETE',
      '/a?b=c',
      'cookie a=1 X-Shout YES Content-Type text/plain Host example.test X-Twice 1 X-Twice 2 Content-Length 2 Connection close'.split(
        ' ',
      ),
      'é',
    ],
  ],
  'a request can be given up, before and while it is answered': [
    'given up',
    'first',
    ['asked /silent', 'closed /silent false', 'asked /stream', 'closed /stream false'],
  ],
  'WebSockets carry text and bytes both ways, and say how they ended': {
    spoken: [
      { type: 'open', protocol: 'v2' },
      { type: 'message', data: 'welcome' },
      { type: 'message', data: 'hé' },
      [0, 255],
      { type: 'close', code: 4001, reason: 'as you wish' },
    ],
    refused: { type: 'close', code: 1006, reason: '' },
    wrong: 'A client may close with 1000 or with 3000 to 4999, not with 1001.',
  },
  'a started program prints for as long as it lives': ['asked for /a', 'asked for /b'],
  'a program that ends says with which exit code': [0, 3, 4],
  'a program that throws is an error, with its place': ['load', true, true],
  'without a program there is nobody to ask': 'No program is running. Run the tests or start the server first.',
  'runs do not see each other': ['passed', 'passed'],
  'mount replaces everything': [
    'passed',
    "app.ts imports './old.ts', and there is no such file. The files here are: app.test.ts, app.ts.",
  ],
  'an aborted run says so, and the next one works': ['The run was stopped.', 'passed'],
  'output keeps its order and its stream': ['stdout: one { two: [ 3 ] }\n', 'stderr: four\n', 'stdout: five 6\n'],
  'skipped, todo and failing tests are told apart, in file order': [
    ['skipped', 'skipped', null, null],
    ['to do', 'skipped', null, null],
    ['passes', 'passed', null, null],
    [
      'fails',
      'failed',
      'expected { value: 1 } to deeply equal { value: 2 }',
      '- Expected\n+ Received\n\n  {\n-   "value": 2,\n+   "value": 1,\n  }',
    ],
    ['1 and 2', 'passed', null, null],
    ['3 and 4', 'passed', null, null],
  ],
  'a suite without tests is an error': 'load',
  'no suite at all is an error': 'load',
};

describe('every promise has an expectation', () => {
  test('and every expectation a promise', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(expected).sort());
  });
});

const names = Object.keys(cases);

test.each(names)('on this computer: %s', async (name) => {
  const runtime = await createLocalRuntime({ timeLimit: 20 });
  try {
    expect(plain(await cases[name]!(runtime))).toEqual(expected[name]);
  } finally {
    await runtime.dispose();
  }
});

inBrowsers((embedded) => {
  test.each(names)('%s', async (name) => {
    expect(plain(await embedded().contract(name))).toEqual(expected[name]);
  });
});

// The genuine library, and our double of what only StackBlitz has: see scripts/webcontainer/kernel.ts.
describe('in WebContainers, on our double of their service', () => {
  let page: ContainerPage | undefined;
  beforeAll(async () => void (page = await openContainerPage()));
  afterAll(() => page?.close());

  test.each(names)('%s', async (name) => {
    expect(plain(await page!.contract(name))).toEqual(expected[name]);
  });
});

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, one) => (one === undefined ? null : one)));
