// `node scripts/canary.ts`: does the course still run on the newest versions of what its runtimes stand on? Installs them in
// a copy, so that this folder stays as it is, and runs the contract that every runtime keeps. Needs npm's registry and Chromium.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Name → the newest that may come; containers stay with Vite 7, whose parts are all JavaScript and WebAssembly. */
const newest: Record<string, string> = {
  vitest: 'latest',
  'vite-7': 'npm:vite@7',
  '@rollup/wasm-node': 'latest',
  'oxc-transform': 'latest',
  '@webcontainer/api': 'latest',
  '@webcontainer/snapshot': 'latest',
};
const suites = ['tests/parity/runtime.test.ts', 'tests/webcontainer'];

const project = path.resolve(import.meta.dirname, '..');
const copy = mkdtempSync(path.join(tmpdir(), 'engine-room-canary-'));
const versionOf = (folder: string, name: string) =>
  (JSON.parse(readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version;
const run = (words: string[]) =>
  spawnSync('npm', words, { cwd: copy, stdio: 'inherit', env: { ...process.env, NO_COLOR: '1' } }).status ?? 1;

try {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: project, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  for (const file of tracked) cpSync(path.join(project, file), path.join(copy, file));
  const wanted = Object.entries(newest).map(([name, version]) => `${name}@${version}`);
  const options = ['--no-audit', '--no-fund', '--prefer-offline'];
  process.exitCode = run(['install', ...options]);
  const before = new Map(Object.keys(newest).map((name) => [name, versionOf(copy, name)]));
  process.exitCode ||= run(['install', ...options, ...wanted]);
  for (const [name, version] of before) {
    const now = versionOf(copy, name);
    console.log(`${name.padEnd(24)} ${version}${now === version ? '' : ` → ${now}`}`);
  }
  process.exitCode ||= run(['exec', '--', 'vitest', 'run', ...suites]);
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(process.exitCode ? 'The newest versions do not work.' : 'The newest versions work.'); // prettier-ignore
