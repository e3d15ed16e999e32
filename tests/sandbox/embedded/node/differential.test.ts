import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { differences } from './differences.ts';

type Log = [title: string, lines: string[]];
type Logs = Record<string, Log[]>;

let node: Logs;
let ours: Logs;
let faults: string[];

beforeAll(async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'run-programs.ts')], {
    maxBuffer: 2 ** 26,
    env: { PATH: process.env['PATH'] },
  });
  ({ node, ours, faults } = JSON.parse(stdout) as { node: Logs; ours: Logs; faults: string[] });
});

const modules = 'web-stack blob fetch http net assert async-context buffer console crypto events fs fs-later path process readline streams streams-joined timers url-and-query util zlib'.split(' '); // prettier-ignore

describe.each(modules)('programs of %s', (module) => {
  test('log in our built-ins what they log in Node', () => {
    const [expected, got] = [logs(node[module]!), logs(ours[module]!)];
    for (const [title, { lines }] of Object.entries(differences[module] ?? {})) {
      for (const line of lines) {
        expect(got[title]?.[line], `${title}, line ${line} is the same in Node by now: take it off the list`).not.toBe(
          expected[title]?.[line],
        );
        if (expected[title]) expected[title][line] = got[title]?.[line] ?? '';
      }
    }
    expect(got).toEqual(expected);
  });
});

test('there are programs enough, and none of them breaks out', () => {
  expect(Object.values(node).flat().length).toBeGreaterThanOrEqual(150);
  expect(Object.keys(node).sort()).toEqual([...modules].sort());
  expect(faults).toEqual([]);
});

const logs = (group: Log[]): Record<string, string[]> => Object.fromEntries(group);
