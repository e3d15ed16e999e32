import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PoolOptions, PoolWorker } from 'vitest/node';
import { memoryLimit } from './protocol.ts';

const vitest = path.dirname(fileURLToPath(import.meta.resolve('vitest/package.json')));

// What Vitest itself gives to its forks.
const env = { TEST: 'true', VITEST: 'true', NODE_ENV: 'test', VITEST_MODE: 'RUN', FORCE_TTY: '' };
export const execArgv = [`--max-old-space-size=${memoryLimit}`];
const vitestArgv = ['--experimental-import-meta-resolve', '--require', path.join(vitest, 'suppress-warnings.cjs')];

let spare: ChildProcess | undefined;

/**
 * Starts the process of the next run ahead of it: each run has a fresh one, and nobody waits for it to load. This file
 * must not import Vitest, so that the process starts beside Vitest and not after it.
 */
export function prepareFork(): void {
  if (spare) return;
  const started = fork(path.join(vitest, 'dist', 'workers', 'forks.js'), [], {
    env: { ...process.env, ...env },
    execArgv: [...vitestArgv, ...execArgv],
    stdio: 'pipe',
    serialization: 'advanced',
  });
  spare = started;
  const forget = () => {
    if (spare === started) spare = undefined;
  };
  started.once('exit', forget).once('error', forget);
}

/** Vitest's own pool of forks, but for the start. */
export function createSparePool(ForksPoolWorker: new (options: PoolOptions) => PoolWorker) {
  return {
    name: 'spare-fork',
    createPoolWorker(options: PoolOptions): PoolWorker {
      const worker = new ForksPoolWorker(options);
      const start = worker.start.bind(worker);
      worker.start = () => {
        // It forks only when it has none yet. Should that change, it forks as ever and the run begins later.
        Object.assign(worker, { _fork: spare });
        spare = undefined;
        return start();
      };
      return worker;
    },
  };
}
