import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../support/embedded-page.ts';
import { cases } from '../support/runtime-contract.ts';

const expected: Record<string, unknown> = {
  'a started program answers requests': {
    started: 'started',
    echo: [201, 'yes', { a: 'é' }],
    stream: 'one two',
    missing: 404,
  },
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

let embedded: EmbeddedPage;
beforeAll(async () => {
  embedded = await openEmbeddedPage();
}, 60_000);
afterAll(() => embedded?.close());

describe('every promise has an expectation', () => {
  test('and every expectation a promise', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(expected).sort());
  });
});

describe.each(Object.keys(cases))('%s', (name) => {
  test('on this computer', async () => {
    const runtime = await createLocalRuntime({ timeLimit: 20 });
    try {
      expect(plain(await cases[name]!(runtime))).toEqual(expected[name]);
    } finally {
      await runtime.dispose();
    }
  }, 60_000);

  test('in a browser', async () => {
    expect(plain(await embedded.contract(name))).toEqual(expected[name]);
  }, 60_000);
});

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, one) => (one === undefined ? null : one)));
