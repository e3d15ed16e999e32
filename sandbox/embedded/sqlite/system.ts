import type { Callback } from './callbacks.ts';
import { SQLITE_OK } from './codes.ts';
import type { Sqlite3 } from './engine.ts';

/** Captured at load: fake timers in a test must not reach SQLite, which is native code where the course runs locally. */
const wallClock = Date.now;
const monotonic = performance.now.bind(performance);

const UNIX_EPOCH_IN_JULIAN_MS = 210866760000000;
const MS_PER_DAY = 86_400_000;
const INT32 = 4294967296;
const LONGEST_WAIT = 1000;

export interface VfsOptions {
  /** Where relative paths start. */
  cwd(): string;
  /** Blocks for some milliseconds; SQLite calls it while it waits for a lock. */
  sleep(milliseconds: number): void;
}

export interface VfsSystem extends VfsOptions {
  methods(sqlite: Sqlite3): Record<string, Callback>;
}

/**
 * Waits, as the `timeout` option asks. All connections live on this thread, so whoever holds the lock cannot let go of
 * it meanwhile: after a second of waiting the rest of a long timeout (5 s by default) is skipped, the outcome being known.
 */
function createSleep(): (milliseconds: number) => void {
  let started = 0;
  let waited = 0;
  return (milliseconds) => {
    // SQLite waits in steps that grow; one millisecond is always the first of them.
    if (milliseconds <= 1) {
      started = monotonic();
      waited = 0;
    }
    waited += milliseconds;
    // Counted from the first step, so that a busy computer does not make each of them longer.
    const end = started + Math.min(waited, LONGEST_WAIT);
    while (monotonic() < end);
  };
}

function randomize(target: Uint8Array): void {
  const { crypto } = globalThis as { crypto?: Crypto };
  if (crypto) crypto.getRandomValues(target as Uint8Array<ArrayBuffer>);
  else for (let i = 0; i < target.length; i++) target[i] = Math.random() * 256;
}

/** The parts of a VFS that are not about files: time, waiting, chance. */
export function createSystem(options: Partial<VfsOptions>): VfsSystem {
  const cwd = options.cwd ?? (() => globalThis.process?.cwd?.() ?? '/');
  const sleep = options.sleep ?? createSleep();
  const methods = ({ heap }: Sqlite3): Record<string, Callback> => ({
    xRandomness: [
      'iii:i',
      (_vfs, count, out) => {
        randomize(heap.u8.subarray(out, out + count));
        return count;
      },
    ],
    xSleep: [
      'ii:i',
      (_vfs, microseconds) => {
        sleep(microseconds / 1000);
        return microseconds;
      },
    ],
    xCurrentTime: [
      'ii:i',
      (_vfs, out) => {
        heap.f64[out >> 3] = (wallClock() + UNIX_EPOCH_IN_JULIAN_MS) / MS_PER_DAY;
        return SQLITE_OK;
      },
    ],
    xGetLastError: ['iii:i', () => SQLITE_OK],
    xCurrentTimeInt64: [
      'ii:i',
      (_vfs, out) => {
        const time = Math.floor(wallClock()) + UNIX_EPOCH_IN_JULIAN_MS;
        heap.i32[out >> 2] = (time % INT32) | 0;
        heap.i32[(out >> 2) + 1] = Math.floor(time / INT32);
        return SQLITE_OK;
      },
    ],
  });
  return { cwd, sleep, methods };
}
