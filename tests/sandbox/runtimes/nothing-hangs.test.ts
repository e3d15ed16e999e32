import { mkdtempSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listProcesses } from '../../../sandbox/local/processes.ts';
import { createLocalRuntime } from '../../../sandbox/runtimes/local.ts';
import type { Runtime } from '../../../sandbox/types.ts';

/** Whatever code does, its run ends, says in a learner's words what to look for, and leaves no process behind. */
const limit = 1;
/** Seconds that starting and ending may take on a busy computer. */
const slack = 6;

const suite = `import { afterAll, beforeAll, expect, test } from 'vitest';
import { double } from './app.ts';
// hook
test('doubles two', async () => expect(await double(2)).toBe(4));
test('doubles three', async () => expect(await double(3)).toBe(6));
`;
const right = 'export const double = (n: number): unknown => n * 2;\n';
const inTest = (line: string) =>
  `export const double = async (n: number): Promise<unknown> => { if (n === 3) { ${line} } return n * 2; };\n`;
const spawned = (...words: string[]) =>
  `import { spawn } from 'node:child_process';\nspawn(${words.join(', ')}).unref();\n`;
const detached = "{ detached: true, stdio: 'ignore' }";

// As on a busy computer, where others have every turn for longer than the limit.
const unturned = `afterAll(async () => {
  const { spawn } = await import('node:child_process');
  spawn('sh', ['-c', 'sleep ${limit * 1.5}; kill -CONT ' + process.ppid], { stdio: 'ignore' });
  process.kill(process.ppid, 'SIGSTOP');
});`;

const waiting = /still waiting after 1 s while “doubles three” was running.*Look for a request/;
const gone = /ended while “doubles three” was running.*`process.exit`, `process.abort` or `process.kill`/;
const cases: [name: string, app: string, says: RegExp, hook?: string][] = [
  ['a loop in a hook before', right, /still busy after 1 s before the first test began/, 'beforeAll(() => { for (;;); });'],
  ['a loop in a hook after', right, /still busy after 1 s, after “doubles three” had ended/, 'afterAll(() => { for (;;); });'],
  ['a hook that never settles', right, /still waiting after 1 s before the first test/, 'beforeAll(() => new Promise(() => {}));'],
  ['a regular expression', inTest("/^(a+)+$/.test('a'.repeat(40) + 'b');"), /repetition inside a repetition/],
  ['output without an end', inTest("for (;;) console.log('x'.repeat(1000));"), /still busy after 1 s|used up the memory .* printed output/],
  ['a child that is waited for', inTest("(await import('node:child_process')).spawnSync('sleep', ['600']);"), waiting],
  ['a loop beside a detached child', `${spawned("'sleep'", "['600']", detached)}for (;;);\n${right}`, /still busy/],
  ['a read of the keyboard', inTest("(await import('node:fs')).readFileSync(0); for await (const _ of process.stdin);"), /^passed$/],
  ['an open server', `import http from 'node:http';\nhttp.createServer().listen(0);\n${right}`, /^passed$/],
  ['a process that ignores the end', `process.on('SIGTERM', () => {}); process.on('exit', () => { for (;;); });\n${right}`, /^passed$/],
  ['a worker', `import { Worker } from 'node:worker_threads';\nnew Worker('for (;;);', { eval: true });\n${right}`, /^passed$/],
  ['a child', `${spawned("'sleep'", "['600']", "{ stdio: 'inherit' }")}${right}`, /^passed$/],
  ['a detached child without its environment', `${spawned("'sleep'", "['600']", "{ detached: true, stdio: 'ignore', env: {} }")}${right}`, /^passed$/],
  ['a grandchild in a session of its own', `${spawned("'sh'", "['-c', 'setsid sleep 600 & setsid env -i sleep 600 &']", detached)}${right}`, /^passed$/],
  ['a grader that has no turn once the tests are over', right, /^passed$/, unturned],
  ['abort', inTest('process.abort();'), gone],
  ['a kill of itself', inTest("process.kill(process.pid, 'SIGKILL');"), gone],
  ['a kill of the grader', inTest("process.kill(process.ppid); await new Promise((go) => setTimeout(go, 900));"), /process that grades was ended.*`process.kill`/],
]; // prettier-ignore

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'engine-room-')));
let runtime: Runtime;
beforeAll(async () => void (runtime = await createLocalRuntime({ timeLimit: limit, directory: folder })));
afterAll(async () => {
  await runtime.dispose();
  rmSync(folder, { recursive: true });
});

test.runIf(process.platform === 'linux').each(cases)('%s', async (_name, app, says, hook = '') => {
  await runtime.mount({ 'app.ts': app, 'app.test.ts': suite.replace('// hook', hook) });
  const started = performance.now();
  const report = await runtime.test();
  expect(performance.now() - started).toBeLessThan((limit + slack) * 1000);
  expect(report.status === 'error' ? report.message : report.status).toMatch(says);
  // What was ended a moment ago is listed until it is gone.
  await expect.poll(left, { timeout: 3000 }).toEqual([]);
});

test('the run after all of them is as good as new', async () => {
  await runtime.mount({ 'app.ts': right, 'app.test.ts': suite });
  expect(await runtime.test()).toMatchObject({ status: 'passed' });
});

/** What runs in the exercise's folder, but for the one process that waits for the next run. */
function left(): number[] {
  const all = listProcesses();
  const graders = new Set(all.filter(({ parent }) => parent === process.pid).map(({ id }) => id));
  const here = all.filter(({ id }) => folderOf(id) === folder);
  const spare = here.find(({ parent }) => graders.has(parent));
  return here.filter((one) => one !== spare).map(({ id }) => id);
}

function folderOf(id: number): string {
  try {
    return readlinkSync(`/proc/${id}/cwd`);
  } catch {
    return '';
  }
}
