import type { Change } from './changes.ts';

/** A store that writes at once, like `localStorage`. Any call may throw. */
export interface SyncStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface Journal {
  /** Notes a change. Returns what strikes it out, once it is stored. */
  add(change: Change): () => void;
  /** Changes that were noted and never struck out, the oldest first. */
  left(): { change: Change; strike(): void }[];
}

const prefix = 'progress:pending:';

/**
 * Notes changes before they are stored: a page that is left in the same moment has no time for more. Where the storage is
 * blocked or full, nothing is noted.
 */
export function createJournal(storage: () => SyncStorage): Journal {
  let count = 0;
  const strike = (key: string) => () => quietly(() => storage().removeItem(key));
  return {
    add(change) {
      const key = `${prefix}${change.at}:${(count += 1)}`;
      quietly(() => storage().setItem(key, JSON.stringify(change)));
      return strike(key);
    },
    left() {
      const found: { change: Change; strike(): void }[] = [];
      quietly(() => {
        const keys = Array.from({ length: storage().length }, (_, index) => storage().key(index) ?? '');
        for (const key of keys.filter((one) => one.startsWith(prefix)).toSorted()) {
          const change = readChange(storage().getItem(key));
          if (change) found.push({ change, strike: strike(key) });
          else strike(key)();
        }
      });
      return found;
    },
  };
}

export const noJournal: Journal = { add: () => () => {}, left: () => [] };

function readChange(text: string | null): Change | undefined {
  try {
    const change = JSON.parse(text ?? '') as Partial<Change> | null;
    return typeof change?.kind === 'string' && typeof change.at === 'string' ? (change as Change) : undefined;
  } catch {
    return undefined;
  }
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The record itself says when nothing can be stored.
  }
}
