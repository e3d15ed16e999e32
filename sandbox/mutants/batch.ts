import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Variant } from '../exercise.ts';
import { hosts, hostsOf } from '../hosts/catalogue.ts';
import { writeMount } from '../local/mount.ts';
import { endGroup, startGroup } from '../local/process.ts';
import { sharedVariable } from '../local/protocol.ts';
import type { BatchRequest, FromBatch } from './batch-host.ts';

/** `lost`: its process did nothing any more, or ended, and was replaced. */
export interface BatchResult {
  status: 'passed' | 'failed' | 'lost';
  /** The first words of the first failure. */
  said: string;
}

export interface BatchOptions {
  /** Processes that share the work. */
  workers: number;
  /** ms that one test may take; 1500 unless told otherwise. */
  timeout?: number;
  /** ms without any news after which those that have begun count as lost; 10 000 unless told otherwise. */
  silence?: number;
  /** Called with each variant that is done, in no order. */
  onResult?(name: string, result: BatchResult): void;
}

const project = path.resolve(import.meta.dirname, '../..');

/**
 * Runs the suites of many variants in a few processes that they share, each suite up to its first failure. Several
 * times as fast as a runtime, and not isolated: what one leaves behind may meet the next. A verdict that matters is
 * the runtime's.
 */
export async function runBatch(variants: Variant[], options: BatchOptions): Promise<Map<string, BatchResult>> {
  const root = path.join(project, 'workspace', '.run', `batch-${randomUUID()}`);
  const results = new Map<string, BatchResult>();
  const settle = (at: number, result: BatchResult) => {
    const { name } = variants[at]!;
    if (results.has(name)) return;
    results.set(name, result);
    options.onResult?.(name, result);
  };
  try {
    variants.forEach(({ files }, at) => writeMount(path.join(root, `v${at}`), {}, files));
    const suitesOf = (at: number) =>
      Object.keys(variants[at]!.files)
        .filter((file) => /^[^/]+\.test\.ts$/.test(file))
        .map((file) => `v${at}/${file}`);
    let left = [...variants.keys()];
    while (left.length) {
      const suites = left.flatMap(suitesOf);
      if (!suites.length) throw new Error('There is no suite to run.');
      const { workers, timeout = 1500, silence = 10_000 } = options;
      const patience = { silence, boot: hostBoot(variants) };
      const begun = await runProcess({ root, suites, workers, timeout }, patience, settle);
      for (const at of begun) settle(at, { status: 'lost', said: 'it gave no sign any more and was ended' });
      const rest = left.filter((at) => !results.has(variants[at]!.name));
      // Nothing was even begun: another process would not get further.
      if (rest.length === left.length) rest.forEach((at) => settle(at, { status: 'lost', said: 'it could not be run' }));
      left = left.filter((at) => !results.has(variants[at]!.name));
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return results;
} // prettier-ignore

/** ms that Vitest may take to start. */
const bootLimit = 30_000;

/** ms that the hosts of suites may take to start: each process has one of its own, which its suites share. */
function hostBoot(variants: Variant[]): number {
  const suites = variants.flatMap(({ files }) => Object.entries(files).filter(([file]) => file.endsWith('.test.ts')));
  const limits = hostsOf(new Set(suites.map(([, source]) => String(source)))).map((name) => hosts[name].bootLimit);
  return Math.max(0, ...limits) * 1000;
}

type Settle = (at: number, result: BatchResult) => void;

interface Patience {
  /** ms without any news after which what has begun is lost. */
  silence: number;
  /** ms more before the first suite has ended. */
  boot: number;
}

/** Returns the variants that had begun and not ended when the process gave no sign any more. */
function runProcess(request: BatchRequest, { silence, boot }: Patience, settle: Settle): Promise<Set<number>> {
  mkdirSync(request.root, { recursive: true });
  const left = new Map<number, number>();
  for (const suite of request.suites) left.set(indexOf(suite), (left.get(indexOf(suite)) ?? 0) + 1);
  const begun = new Set<number>();
  const child = startGroup([path.join(import.meta.dirname, 'batch-host.ts')], {
    cwd: project,
    env: { ...process.env, NODE_ENV: 'test', NO_COLOR: '1', FORCE_COLOR: undefined, [sharedVariable]: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(clock);
      endGroup(child);
      resolve(begun);
    };
    let clock = setTimeout(end, bootLimit);
    let warm = false;
    child.on('message', (message: FromBatch) => {
      clearTimeout(clock);
      warm ||= message.type === 'ended';
      clock = setTimeout(end, warm ? silence : silence + boot);
      if (message.type === 'done') return end();
      const at = indexOf(message.suite);
      if (message.type === 'started') return void begun.add(at);
      left.set(at, left.get(at)! - 1);
      if (!message.passed) settle(at, { status: 'failed', said: message.said });
      else if (left.get(at) === 0) settle(at, { status: 'passed', said: '' });
      if (left.get(at) === 0) begun.delete(at);
    });
    child.once('exit', end);
    child.send(request);
  });
}

const indexOf = (suite: string) => Number(/^v(\d+)\//.exec(suite)![1]);
