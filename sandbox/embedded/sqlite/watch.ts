import { createStatementLog } from './statement-log.ts';

/** A connection of either library. */
export interface OpenDatabase {
  readonly library: 'better-sqlite3' | 'node:sqlite';
  readonly name: string;
  readonly memory: boolean;
  handle(): number;
  /** A result is being read: the library would refuse to write. */
  reading(): boolean;
  /** Keeps functions of the program's own that SQLite calls from using the connection. */
  within<T>(act: () => T): T;
  /** What such a function threw. */
  takeThrown(): { error: unknown } | null;
}

/** The bytes of a database in memory as a test left it. */
export interface ClosedDatabase extends Pick<OpenDatabase, 'name' | 'library'> {
  readonly scope: string;
  readonly bytes: Uint8Array;
}

const limits = { closed: 200, bytes: 8_000_000 };

export type Watch = ReturnType<typeof createWatch>;

/** What goes on in the databases of a realm: which are open, which were closed, and what was executed how often. */
export function createWatch() {
  const log = createStatementLog();
  const open = new Map<number, OpenDatabase>();
  const closed = new Map<number, ClosedDatabase>();
  let ids = 0;
  let events = 0;
  /** Whether databases in memory are kept when they are closed, as tests do when they end. */
  let keeping = false;
  return {
    log,
    open,
    closed,
    opened(database: OpenDatabase): number {
      events++;
      open.set(++ids, database);
      return ids;
    },
    /** The database is about to be closed; `copy` reads its bytes. */
    closing(id: number, copy: () => Uint8Array | undefined) {
      const database = open.get(id);
      events++;
      open.delete(id);
      const bytes = keeping && database?.memory ? copy() : undefined;
      if (!database || !bytes?.length) return;
      const { name, library } = database;
      closed.set(id, { name, library, scope: log.scope(), bytes });
      let size = [...closed.values()].reduce((sum, one) => sum + one.bytes.length, 0);
      for (const [oldest, one] of closed) {
        if (size <= limits.bytes && closed.size <= limits.closed) break;
        closed.delete(oldest);
        size -= one.bytes.length;
      }
    },
    /** A run begins: what was before is forgotten. */
    reset(keep: boolean) {
      keeping = keep;
      open.clear();
      closed.clear();
      log.reset();
    },
    pulse: () => events + log.executions(),
  };
}
