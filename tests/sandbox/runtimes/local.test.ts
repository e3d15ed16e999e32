import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLocalRuntime } from '../../../sandbox/runtimes/local.ts';
import type { Files, Output, Runtime, TestReport } from '../../../sandbox/types.ts';

const suite = `import { expect, test } from 'vitest';
import { double } from './app.ts';
test('doubles two', async () => expect(await double(2)).toBe(4));
test.each([3, 4])('doubles %s', async (n) => expect(await double(n)).toBe(2 * n));
`;
const right = 'export const double = (n: number): unknown => n * 2;\n';
const wrong = 'export const double = (n: number): unknown => n + 2;\n';

let runtime: Runtime;
beforeAll(async () => void (runtime = await createLocalRuntime({ timeLimit: 5 })));
afterAll(() => runtime.dispose());

async function grade(app: string, more: Files = {}): Promise<TestReport & { outputs: Output[] }> {
  const outputs: Output[] = [];
  await runtime.mount({ 'app.ts': app, 'app.test.ts': suite, ...more });
  return { ...(await runtime.test({ onOutput: (output) => void outputs.push(output) })), outputs };
}

describe('a run that ends by itself', () => {
  test('passes, fails, and sees an edit', async () => {
    expect(await grade(right)).toMatchObject({ status: 'passed', tests: [{ name: 'doubles two' }, {}, {}] });
    expect(await grade(wrong)).toMatchObject({
      status: 'failed',
      tests: [{ status: 'passed' }, { status: 'failed' }, {}],
    });
    expect(await grade(right)).toMatchObject({ status: 'passed' });
  });

  test('has each package once, for the exercise and for its libraries', async () => {
    const app = `import { GraphQLError } from 'graphql';
import { createGraphQLError } from 'graphql-yoga';
export const double = (n: number) => (createGraphQLError('x') instanceof GraphQLError ? 2 * n : 0);
`;
    expect(await grade(app)).toMatchObject({ status: 'passed' });
  });

  test('says where a syntax error is', async () => {
    expect(await grade('export const double = (;\n')).toMatchObject({
      status: 'error',
      reason: 'syntax',
      message: expect.stringContaining('app.ts, line 1'),
    });
  });

  test('takes types that are imported without the word type', async () => {
    const app = `import express, { Request, Response } from 'express';
import { Table } from './table.ts';
const table: Table = { 2: 4, 3: 6, 4: 8 };
export const double = (n: number): unknown => table[n];
export const handler = (_req: Request, res: Response) => void res.send(typeof express);
`;
    // Dropped with its import, as in the browser: nobody asks this file for a value.
    const types = 'export interface Table { [n: number]: number }\nthrow new Error("loaded");\n';
    const config = '{ "compilerOptions": { "verbatimModuleSyntax": true } }';
    const report = await grade(app, { 'table.ts': types, 'tsconfig.json': config });
    expect(report).toMatchObject({ status: 'passed' });
  });

  test('fails on a rejection that nobody handles', async () => {
    expect(await grade(`${right}void Promise.reject(new Error('lost'));`)).toMatchObject({ status: 'failed' });
  });

  test('caps what is printed', async () => {
    const { outputs } = await grade(
      `${right}for (let i = 0; i < 5000; i++) process.stdout.write('line ' + i + '\\n'); for (let i = 0; i < 300; i++) console.log('x'.repeat(1000));`,
    );
    expect(outputs.map(({ text }) => text).join('').length).toBeLessThan(210_000);
    expect(outputs.at(-1)?.text).toContain('Output stopped here');
  });
});

describe('a run that has to be ended', () => {
  test.each([
    [
      'a loop',
      'export function double(n: number): unknown { if (n === 3) for (;;); return n * 2; }',
      'still busy',
      'doubles 3',
    ],
    [
      'a flood of microtasks',
      `${right.replace('double =', 'twice =')}export async function double(n: number): Promise<unknown> { if (n === 3) for (;;) await null; return n * 2; }`,
      'still busy',
      'doubles 3',
    ],
    [
      'a promise that never settles',
      `await new Promise(() => {});\n${right}`,
      'still waiting',
      'before the first test',
    ],
  ])('%s is told as a timeout', async (_name, app, what, where) => {
    const report = await grade(app);
    expect(report).toMatchObject({ status: 'error', reason: 'timeout', message: expect.stringContaining(what) });
    expect(report.status === 'error' && report.message).toContain(where);
    expect(await grade(right)).toMatchObject({ status: 'passed' });
  });

  test('a memory bomb is told as memory', async () => {
    const bomb = await createLocalRuntime({ timeLimit: 10 });
    await bomb.mount({
      'app.ts': `const all = []; for (;;) all.push(Buffer.alloc(10_000_000, 1));\n${right}`,
      'app.test.ts': suite,
    });
    expect(await bomb.test()).toMatchObject({ status: 'error', reason: 'memory' });
    await bomb.dispose();
  });

  test('the caller can stop it', async () => {
    await runtime.mount({ 'app.ts': `for (;;);\n${right}`, 'app.test.ts': suite });
    expect(await runtime.test({ signal: AbortSignal.timeout(300) })).toMatchObject({ status: 'error' });
  });

  test.runIf(process.platform === 'linux')('leaves no process behind', async () => {
    await grade(`for (;;);\n${right}`);
    const mine = () => readdirSync('/proc').filter((id) => /^\d+$/.test(id) && parentIsGrader(id));
    // An ended process stays in the list until its parent has heard of the end.
    await vi.waitFor(() => expect(mine()).toEqual([]));
  });
});

describe('code that changes the grader never passes', () => {
  test.each([
    ['Object.is', `Object.is = () => true;\n${wrong}`],
    [
      'expect',
      `import { expect } from 'vitest';\nexpect.extend({ toBe: () => ({ pass: true, message: () => '' }) });\n${wrong}`,
    ],
    ['an end of the process', `process.exit(0);\n${wrong}`],
    ['a test of its own', `import { test } from 'vitest';\ntest.only('mine', () => {});\n${wrong}`],
    [
      'an end of the process, later',
      `setTimeout(() => process.exit(0), 5);\nexport const double = () => new Promise(() => {});`,
    ],
  ])('%s', async (_name, app) => {
    expect((await grade(app)).status).not.toBe('passed');
  });
});

test('a program is started with a port, and answers', async () => {
  await runtime.mount({
    'main.ts': "import http from 'node:http';\nhttp.createServer((_q, r) => r.end('hi')).listen(process.env.PORT);",
  });
  expect(await runtime.start('main.ts')).toMatchObject({ status: 'started', ports: [expect.any(Number)] });
  expect(await (await runtime.fetch(new Request('http://localhost/'))).text()).toBe('hi');
});

/** A process whose group is led by a grader of this test process, and that still lives. */
function parentIsGrader(id: string): boolean {
  const environment = `/proc/${id}/cmdline`;
  try {
    const parent = Number(readFileSync(`/proc/${id}/stat`, 'latin1').split(') ')[1]!.split(' ')[1]);
    return (
      existsSync(environment) &&
      parent === process.pid &&
      readFileSync(environment, 'latin1').includes('local/grader.ts')
    );
  } catch {
    return false;
  }
}
