import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** Environment variable with the id of the runtime that a process belongs to, inherited by whatever it starts. */
export const runVariable = 'ENGINE_ROOM_RUN';
/** Set for the learner's own server, which outlives the runs beside it. */
export const programVariable = 'ENGINE_ROOM_PROGRAM';

export interface Process {
  id: number;
  parent: number;
  group: number;
  /** Hundredths of a second of processor time. */
  cpu: number;
  /** MB in memory. */
  memory: number;
  /** Its first thread computes, or waits for nothing but a processor. */
  ready: boolean;
  /** Hundredths of a second from the computer's start to its own. */
  started: number;
}

/** What runs on this computer. Linux only; elsewhere nobody is listed. */
export function listProcesses(): Process[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((id) => {
    if (!/^\d+$/.test(id)) return [];
    try {
      return readStat(Number(id), readFileSync(`/proc/${id}/stat`, 'latin1')) ?? [];
    } catch {
      // Ended while we looked.
      return [];
    }
  });
}

const pageSize = 4096;

/** Pure. Undefined for what has ended and only waits to be noticed. */
export function readStat(id: number, stat: string): Process | undefined {
  // The name in brackets may hold anything.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const fields = rest.map(Number);
  if (state === 'Z' || state === 'X') return undefined;
  return {
    id,
    parent: fields[0]!,
    group: fields[1]!,
    ready: state === 'R',
    cpu: fields[10]! + fields[11]!,
    started: fields[18]!,
    memory: (fields[20]! * pageSize) / 1024 ** 2,
  };
}

export interface Owner {
  /** The grading process, which leads a group of its own. */
  leader: number;
  /** Its value of `runVariable`. */
  run: string;
  /** The folder in which the run's processes start. */
  root: string;
  /** The process that waits for the next run. */
  spare?: number | undefined;
}

const mostPasses = 5;

/**
 * Ends whatever a run has left behind: children, their children, and those that left group, session and parent, as long as
 * they kept their environment or their folder. What was started meanwhile is found by the next look.
 */
export function endLeftovers(owner: Owner): void {
  for (let pass = 0; pass < mostPasses; pass++) {
    const found = leftovers(owner, listProcesses(), { environment, folder });
    for (const { id } of found) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // Already gone.
      }
    }
    if (!found.length) return;
  }
}

interface Look {
  environment(id: number): string;
  folder(id: number): string;
}

/** Pure but for the two looks. */
export function leftovers({ leader, run, root, spare }: Owner, all: Process[], look: Look): Process[] {
  const mine = new Set([leader]);
  // Children come after their parents, unless numbers began anew.
  for (const { id, parent } of all) if (mine.has(parent)) mine.add(id);
  const since = all.find(({ id }) => id === process.pid)?.started ?? 0;
  return all.filter(({ id, group, started }) => {
    if (id === leader || id === spare || id === process.pid) return false;
    if (group === leader || mine.has(id)) return true;
    if (started < since) return false;
    const variables = look.environment(id).split('\0');
    if (variables.includes(`${runVariable}=${run}`)) return true;
    const place = look.folder(id);
    return (place === root || place.startsWith(root + path.sep)) && !variables.includes(`${programVariable}=1`);
  });
}

/** Both are empty for what belongs to somebody else, or has ended. */
const environment = (id: number) => quietly(() => readFileSync(`/proc/${id}/environ`, 'latin1'));
const folder = (id: number) => quietly(() => readlinkSync(`/proc/${id}/cwd`));

function quietly(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
