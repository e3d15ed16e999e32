/** Runs every program in Node itself and in our built-ins, and prints what each one logged as JSON. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { createBareRealm } from './bare-realm.ts';

type Log = [title: string, lines: string[]];
interface Helpers {
  program: unknown;
  programs: object[];
  require: unknown;
  run(program: object, folder: string): Promise<Log>;
}
type MakeHelpers = (require: unknown) => Helpers;
type Evaluate = (source: string) => unknown;

const folder = path.join(import.meta.dirname, 'programs');
const helpers = readFileSync(path.join(import.meta.dirname, 'program-helpers.js'), 'utf8');
const wanted = process.argv.slice(2);
const files = readdirSync(folder).filter((file) => wanted.length === 0 || wanted.includes(path.basename(file, '.js')));

async function runAll(evaluate: Evaluate, require: unknown, temporary: string): Promise<Record<string, Log[]>> {
  const logs: Record<string, Log[]> = {};
  for (const file of files) {
    const tools = (evaluate(helpers.replace(/;\s*$/, '')) as MakeHelpers)(require);
    const source = readFileSync(path.join(folder, file), 'utf8');
    (evaluate(`(function (require, program) {${source}\n})`) as (...args: unknown[]) => void)(require, tools.program);
    const group: Log[] = (logs[path.basename(file, '.js')] = []);
    for (const program of tools.programs) group.push(await tools.run(program, temporary));
  }
  return logs;
}

const faults: string[] = [];
process.on(
  'uncaughtException',
  (error: unknown) => void faults.push(error instanceof Error ? String(error.stack) : String(error)),
);

async function compare(): Promise<{ node: Record<string, Log[]>; ours: Record<string, Log[]> }> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'programs-'));
  mkdirSync(path.join(temporary, 'desk'));
  process.chdir(path.join(temporary, 'desk'));
  const evaluate: Evaluate = (source) => vm.runInThisContext(source, { filename: '/exercise/program.js' });
  const node = await runAll(evaluate, createRequire(import.meta.url), temporary);
  const realm = await createBareRealm({ cwd: `${temporary}/desk` });
  (realm.require('fs') as typeof import('node:fs')).mkdirSync(`${temporary}/desk`, { recursive: true });
  const ours = await runAll(realm.evaluate, realm.require, temporary);
  rmSync(temporary, { recursive: true });
  return { node, ours };
}

// The listener above would swallow what goes wrong here, and the output would be empty.
compare().then(
  (logs) => process.stdout.write(JSON.stringify({ ...logs, faults }), () => process.exit(0)),
  (error: Error) => process.stderr.write(String(error.stack), () => process.exit(1)),
);
