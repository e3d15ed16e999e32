/**
 * `npx node tests/suites/run.ts <folder> [--files test] [--setup file,…] [--in bare|chromium] [--limit ms] [filter …]`:
 * runs somebody's Mocha suite, whose dependencies are in its `node_modules`, in native Node and in the engine, and
 * prints what differs. Suites stay outside of the repository.
 */
import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { runInBareRealm, runInChromium } from './engines.ts';
import { mountable, type MountedFiles } from './mount.ts';

export interface Result {
  file: string;
  name: string;
  state: 'passed' | 'failed' | 'skipped';
  error?: string;
}

export interface Suite {
  root: string;
  files: MountedFiles;
  tests: string[];
  setup: string[];
  limit: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: 'test' },
    setup: { type: 'string', default: '' },
    in: { type: 'string', default: 'bare' },
    limit: { type: 'string', default: '5000' },
    batch: { type: 'string', default: '12' },
    verbose: { type: 'boolean', default: false },
  },
});
const [folder, ...filters] = positionals;
if (!folder) throw new Error('Which folder is the suite in?');
const root = path.resolve(folder);
const setup = values.setup ? values.setup.split(',') : [];

const tests = values.files
  .split(',')
  .flatMap((part) => testFiles(part))
  .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));
const batches = Array.from({ length: Math.ceil(tests.length / Number(values.batch)) }, (_, index) =>
  tests.slice(index * Number(values.batch), (index + 1) * Number(values.batch)),
);
const totals = { node: 0, engine: 0, tests: 0 };
const files = mountable(root);
for (const batch of batches) {
  const suite: Suite = { root, files, tests: batch, setup, limit: Number(values.limit) };
  const node = await runInNode(suite);
  const engine = await (values.in === 'chromium' ? runInChromium(suite) : runInBareRealm(suite)).catch(
    (error: Error): Result[] => [{ file: batch.join(' '), name: '(all)', state: 'failed', error: error.message }],
  );
  compare(node, engine);
}
console.log(`${totals.tests} tests: ${totals.node} pass in Node, ${totals.engine} in the engine`);
process.exit(totals.engine < totals.node ? 1 : 0);

function testFiles(part: string): string[] {
  const target = path.join(root, part);
  if (statSync(target).isFile()) return [part];
  return readdirSync(target)
    .filter((name) => /\.c?js$/.test(name))
    .sort()
    .map((name) => path.join(part, name));
}

async function runInNode({ tests: batch, limit }: Suite): Promise<Result[]> {
  const args = [path.join(import.meta.dirname, 'in-node.cjs'), root, String(limit), setup.join(',') || '-', ...batch];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 28, timeout: 300_000 });
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\nRESULTS') + 8)) as Result[];
}

/** Compares by name; the same name again in a file counts by its turn. */
function compare(node: Result[], engine: Result[]): void {
  const key = (seen: Map<string, number>, { file, name }: Result) => {
    const turn = (seen.get(file + name) ?? 0) + 1;
    seen.set(file + name, turn);
    return `${file} › ${name}${turn > 1 ? ` (${turn})` : ''}`;
  };
  const seen = new Map<string, number>();
  const ours = new Map(engine.map((result) => [key(seen, result), result]));
  seen.clear();
  for (const result of node) {
    const name = key(seen, result);
    const other = ours.get(name);
    ours.delete(name);
    if (result.state === 'skipped') continue;
    totals.tests += 1;
    if (result.state === 'passed') totals.node += 1;
    if (other?.state === 'passed') totals.engine += 1;
    if (result.state === 'passed' && other?.state !== 'passed') {
      console.log(`✗ ${name}\n    ${(other?.error ?? `did not run (${other?.state})`).split('\n').slice(0, 6).join('\n    ')}`); // prettier-ignore
    } else if (result.state === 'failed' && other?.state === 'passed') console.log(`! only in the engine: ${name}`);
    else if (values.verbose && result.state === 'failed') console.log(`- in neither: ${name}: ${result.error?.split('\n')[0]}`); // prettier-ignore
  }
  for (const [name, { state, error }] of ours) {
    if (state === 'failed')
      console.log(`✗ ${name} (not in Node)\n    ${error?.split('\n').slice(0, 6).join('\n    ')}`);
  }
}
