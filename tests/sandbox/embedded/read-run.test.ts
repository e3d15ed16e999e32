import { describe, expect, test } from 'vitest';
import { readFault, readOutput, readPorts, readRun, readTest } from '../../../sandbox/embedded/read-run.ts';
import { toReport } from '../../../sandbox/report.ts';

const good = {
  files: [
    {
      path: 'app.test.ts',
      errors: [],
      tests: [
        { names: ['group', 'adds'], state: 'pass', duration: 3, errors: [], meta: {} },
        {
          names: ['fails'],
          state: 'fail',
          duration: 1,
          errors: [{ name: 'AssertionError', message: 'no', stack: 'at app.ts:1:1', diff: '- a\n+ b' }],
          meta: {
            exchange: [{ request: { method: 'GET', url: 'http://x/', headers: [['a', 'b']], body: '' }, curl: 'curl' }],
          },
        },
      ],
    },
  ],
  duration: 12,
};

test('a run comes through whole', () => expect(readRun(structuredClone(good))).toEqual(good));

describe('a message that is not made like a run', () => {
  const broken: Record<string, unknown> = {
    nothing: undefined,
    'a text': 'passed',
    'a number': 5,
    'an empty object': {},
    'a list': [],
    'files that are none': { files: 'all', duration: 1 },
    'no duration': { files: [] },
    'a file without tests': { files: [{ path: 'a', errors: [] }], duration: 1 },
    'a test without a state': { files: [{ path: 'a', errors: [], tests: [{ names: ['a'], errors: [] }] }], duration: 1 },
    'a state of its own': { files: [{ path: 'a', errors: [], tests: [{ names: ['a'], state: 'passed', errors: [] }] }], duration: 1 },
    'a name that is an object': { files: [{ path: 'a', errors: [], tests: [{ names: [{}], state: 'pass', errors: [] }] }], duration: 1 },
    'holes': { files: Array(2), duration: 1 },
  }; // prettier-ignore
  test.each(Object.keys(broken))('%s', (name) => expect(readRun(broken[name])).toBeUndefined());
});

/** Numbers that look random and are the same each time. */
function createChance(seed: number) {
  let state = seed;
  return (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % below;
}

const odd: unknown[] = [
  undefined, null, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 10n, '', '<img src=x onerror=alert(1)>', true, [], {},
  [[]], [null], { toString: 1, valueOf: 1 }, { length: 1e9 }, { __proto__: null }, new Map([[1, 2]]), new Date(0), new Uint8Array(3), /x/,
  Object.create(null), { then: 1 }, 'x'.repeat(10_000), new Error('e'),
]; // prettier-ignore

/** A copy in which some values, at any depth, are odd ones. */
function spoil(value: unknown, chance: (below: number) => number): unknown {
  if (chance(12) === 0) return odd[chance(odd.length)];
  if (Array.isArray(value)) {
    const copy = value.map((one) => spoil(one, chance));
    return chance(10) === 0 ? [...copy, odd[chance(odd.length)]] : copy;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spoil(one, chance)]));
}

test('whatever is sent, nothing breaks and only plain data comes through', () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const message = spoil(good, createChance(seed)) as never;
    const run = readRun(message);
    if (run) {
      expect(onlyPlain(run)).toBe(true);
      expect(['passed', 'failed', 'error']).toContain(toReport(run, { root: '/exercise' }).status);
    }
    expect(onlyPlain([readOutput(message), readFault(message), readPorts(message), readTest(message) ?? null])).toBe(
      true,
    );
  }
});

test('what looks like markup stays text', () => {
  const markup = '<script>alert(1)</script>';
  const run = readRun({
    files: [{ path: markup, errors: [], tests: [{ names: [markup], state: 'fail', errors: [{ message: markup }] }] }],
    duration: 1,
  });
  const report = toReport(run!, { root: '/exercise' });
  expect(report).toMatchObject({ status: 'failed', tests: [{ name: markup, message: markup }] });
  expect(readOutput({ text: markup, stream: markup, level: markup })).toEqual({
    stream: 'stdout',
    level: 'log',
    text: markup,
  });
});

test('a fault never says that something passed', () => {
  expect(readFault({ status: 'passed', tests: [], message: 'all fine', reason: 'passed' })).toEqual({
    status: 'error',
    reason: 'internal',
    message: 'all fine',
  });
});

function onlyPlain(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'number') return true;
  if (Array.isArray(value)) return value.every(onlyPlain);
  return (
    typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every(onlyPlain)
  );
}
