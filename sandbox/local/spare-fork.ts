import { fork, type ChildProcess } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PoolOptions, PoolWorker } from 'vitest/node';
import { evidenceVariable, memoryLimit } from './protocol.ts';

const project = path.resolve(import.meta.dirname, '../..');
const vitest = path.dirname(fileURLToPath(import.meta.resolve('vitest/package.json')));

// What Vitest itself gives to its forks.
const env = { TEST: 'true', VITEST: 'true', NODE_ENV: 'test', VITEST_MODE: 'RUN', FORCE_TTY: '' };
export const execArgv = [`--max-old-space-size=${memoryLimit}`];
const vitestArgv = ['--experimental-import-meta-resolve', '--require', path.join(vitest, 'suppress-warnings.cjs')];

/** What Node has compiled for confined runs, apart from what it keeps for all others. */
const confinedCache = path.join(project, 'node_modules', '.cache', 'engine-room', 'confined');
const known = (flag: string) => process.allowedNodeEnvironmentFlags.has(flag);

let spare: ChildProcess | undefined;

export interface ForkOptions {
  /** The exercise's folder, in which the process runs: what it writes by a relative path is gone with the folder. */
  root: string;
  /** Only the exercise's own folder can be written, and nothing be read but that, the packages and the runner. */
  confined: boolean;
}

/**
 * Starts the process of the next run ahead of it: each run has a fresh one, and nobody waits for it to load. This file
 * must not import Vitest, so that the process starts beside Vitest and not after it.
 */
export function prepareFork({ root, confined }: ForkOptions): void {
  if (spare) return;
  const started = fork(path.join(vitest, 'dist', 'workers', 'forks.js'), [], {
    cwd: root,
    env: {
      ...process.env,
      ...env,
      ...(confined && { TMPDIR: root, TEMP: root, TMP: root, NODE_COMPILE_CACHE: confinedCache }),
    },
    execArgv: [...(confined ? confinement(root) : []), ...vitestArgv, ...execArgv],
    stdio: 'pipe',
    serialization: 'advanced',
  });
  // Nobody types here: a program that reads finds the end at once.
  started.stdin?.end();
  spare = started;
  const forget = () => {
    if (spare === started) spare = undefined;
  };
  started.once('exit', forget).once('error', forget);
}

export const spareId = (): number | undefined => spare?.pid;

/**
 * Node's permission model: other submissions, answers and results are out of reach, and no process can be started.
 * Native packages are allowed, because exercises use SQLite; they could get around it, as the network is open, too.
 */
function confinement(root: string): string[] {
  const read = ['node_modules', 'sandbox', 'package.json'].map((name) => path.join(project, name));
  const evidence = process.env[evidenceVariable] ?? root;
  return [
    // The older name is that of Node 22.
    known('--permission') ? '--permission' : '--experimental-permission',
    '--allow-addons',
    '--allow-worker',
    // From Node 25 on, the network is closed unless it is named.
    ...(known('--allow-net') ? ['--allow-net'] : []),
    ...[...read, realpathSync(read[0]!), root].map((place) => `--allow-fs-read=${place}`),
    ...[root, evidence, confinedCache].map((place) => `--allow-fs-write=${place}`),
  ];
}

/** Vitest's own pool of forks, but for the start. */
export function createSparePool(ForksPoolWorker: new (options: PoolOptions) => PoolWorker, forks: ForkOptions) {
  return {
    name: 'spare-fork',
    createPoolWorker(options: PoolOptions): PoolWorker {
      const worker = new ForksPoolWorker(options);
      const start = worker.start.bind(worker);
      worker.start = () => {
        // It forks only when it has none yet; one of its own would be in another folder and not confined.
        prepareFork(forks);
        Object.assign(worker, { _fork: spare });
        spare = undefined;
        return start();
      };
      return worker;
    },
  };
}
