import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

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
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Groups of their own do not hear the terminal's Ctrl+C. */
function endWithParent(): void {
  if (watching) return;
  watching = true;
  process.once('exit', () => running.forEach(endGroup));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      running.forEach(endGroup);
      process.kill(process.pid, signal);
    });
  }
}

export interface Usage {
  /** MB in memory. */
  memory: number;
  /** Hundredths of a second of processor time, since its processes began. */
  cpu: number;
}

/**
 * What the processes of a group use, without its leader. V8's own limit covers objects, but neither buffers nor a heap
 * that grows faster than it is checked. Linux only; elsewhere V8's limit and the time limit have to do.
 */
export function groupUsage(group: number): Usage | undefined {
  if (process.platform !== 'linux') return undefined;
  const usage = { memory: 0, cpu: 0 };
  for (const id of readdirSync('/proc')) {
    if (!/^\d+$/.test(id)) continue;
    try {
      const stat = readFileSync(`/proc/${id}/stat`, 'latin1');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      if (fields[2] !== group || Number(id) === group) continue;
      usage.cpu += fields[11]! + fields[12]!;
      usage.memory += (fields[21]! * pageSize) / 1024 ** 2;
    } catch {
      // Ended while we looked.
    }
  }
  return usage;
}

const pageSize = 4096;
