import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { packages } from '../../../../sandbox/embedded/packages/manifest.ts';
import { differences } from './differences.ts';

type Log = [title: string, lines: string[]];
type Logs = Record<string, Log[]>;
interface Result {
  node: Logs;
  ours: Logs;
  faults: string[];
}

const groups =
  'bodies-and-files cookies drizzle express gpt-tokenizer graphql graphql-yoga http-parts ids imports jose jsonwebtoken knex logs middleware mingo mongodb openai passwords postgres redis schemas search sqlite supertest uploads websockets'.split(
    ' ',
  );

/** In a process of its own, which Node's half of the programs may print to. */
async function runPrograms(group: string): Promise<Result> {
  const program = path.join(import.meta.dirname, 'run-programs.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, group], {
    maxBuffer: 2 ** 27,
    env: { PATH: process.env['PATH'] },
    timeout: 100_000,
  });
  return JSON.parse(stdout.slice(stdout.indexOf('\nRESULT') + 7)) as Result;
}

const titles: string[] = [];

test.each(groups)('programs of %s log in the engine what they log in Node', { timeout: 120_000 }, async (group) => {
  const { node, ours, faults } = await runPrograms(group);
  const [expected, got] = [Object.fromEntries(node[group]!), Object.fromEntries(ours[group] ?? [])];
  titles.push(...Object.keys(expected));
  for (const [title, { lines }] of Object.entries(differences)) {
    for (const line of expected[title] ? lines : []) {
      expect(got[title]?.[line], `${title}, line ${line} is the same in Node by now: take it off the list`).not.toBe(
        expected[title]![line],
      );
      expected[title]![line] = got[title]?.[line] ?? '';
    }
  }
  expect(faults).toEqual([]);
  expect(got).toEqual(expected);
  expect(Object.values(expected).filter((lines) => lines.includes('did not end'))).toEqual([]);
});

test('every package has at least three programs', () => {
  const names: Record<string, string> = { 'drizzle-orm': 'drizzle', 'ajv-formats': 'ajv' };
  const few = packages
    .filter((name) => name !== 'vitest')
    .filter((name) => titles.filter((title) => title.startsWith(`${names[name] ?? name}: `)).length < 3);
  expect(few).toEqual([]);
});
