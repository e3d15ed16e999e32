import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { listProcesses } from './processes.ts';

const running = new Set<ChildProcess>();
let watching = false;

/** Starts `node …` in a process group of its own, so that it can be ended with everything that it started. */
export function startGroup(args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  child.once('exit', () => running.delete(child));
  endWithParent();
  return child;
}

export function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // Windows has no groups, and ends no children with their parent.
    if (process.platform === 'win32')
      spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { windowsHide: true });
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

const tidying = new Set<() => void>();

/** Does this when the command ends, also by Ctrl+C, and after its processes have been ended. Returns the undo. */
export function whenCommandEnds(tidy: () => void): () => void {
  tidying.add(tidy);
  endWithParent();
  return () => void tidying.delete(tidy);
}

/** Groups of their own do not hear the terminal's Ctrl+C. */
function endWithParent(): void {
  if (watching) return;
  watching = true;
  const endAll = () => {
    running.forEach(endGroup);
    for (const tidy of tidying) {
      try {
        tidy();
      } catch {
        // A folder that stays is better than a command that does not end.
      }
    }
    tidying.clear();
  };
  process.once('exit', endAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      endAll();
      process.kill(process.pid, signal);
    });
  }
}

export interface Usage {
  /** MB in memory. */
  memory: number;
  /** Hundredths of a second of processor time, since its processes began. */
  cpu: number;
  /** One of its processes computes, or waits for nothing but a processor. */
  ready: boolean;
}

/**
 * What the processes of a group use, without its leader. V8's own limit covers objects, but neither buffers nor a heap
 * that grows faster than it is checked. Linux only; elsewhere V8's limit and the time limit have to do.
 */
export function groupUsage(group: number): Usage | undefined {
  if (process.platform !== 'linux') return undefined;
  const usage = { memory: 0, cpu: 0, ready: false };
  for (const one of listProcesses()) {
    if (one.group !== group || one.id === group) continue;
    usage.cpu += one.cpu;
    usage.memory += one.memory;
    usage.ready ||= one.ready;
  }
  return usage;
}
