import { SQLITE_OK } from '../codes.ts';
import type { Sqlite3 } from '../engine.ts';
import { type Connection, attempt, inside, requireOpen, rethrow } from './connection.ts';
import { numbered } from './errors.ts';
import { bytesArgument, functionOption, isInt32, requireFunction, requireObject } from './options.ts';
import { withBytes } from './values.ts';

type Callable = (...args: unknown[]) => unknown;

interface Application {
  readonly connection: Connection;
  readonly filter: Callable | undefined;
  readonly onConflict: Callable | undefined;
}

const ABORT = 4;
const CHANGESET_ABORT = 2;
/** SQLite answers it with SQLITE_MISUSE. */
const INVALID = -1;

function readHandlers(options: unknown): Pick<Application, 'filter' | 'onConflict'> {
  if (options === undefined) return { filter: undefined, onConflict: undefined };
  requireObject(options);
  const onConflict = functionOption(options, 'onConflict');
  if (!Object.hasOwn(options, 'filter')) return { filter: undefined, onConflict };
  const { filter } = options;
  requireFunction(filter, 'options.filter');
  return { filter, onConflict };
}

/** `applyChangeset` of all connections. */
export function createChangesets(sqlite: Sqlite3) {
  const { c, text } = sqlite;
  const running = new Map<number, Application>();
  let last = 0;
  const of = (id: number) => running.get(id) as Application;

  const filter = (id: number, table: number): number => {
    const { connection, filter: decide } = of(id);
    if (!decide) return 1;
    if (connection.thrown) return 0;
    return attempt(connection, () => (decide.call(null, text(table)) ? 1 : 0), 0);
  };

  const conflict = (id: number, type: number): number => {
    const { connection, onConflict } = of(id);
    if (!onConflict) return CHANGESET_ABORT;
    const decide = () => {
      const answer = onConflict.call(null, type);
      return isInt32(answer) ? answer : INVALID;
    };
    return attempt(connection, decide, CHANGESET_ABORT);
  };

  const callbacks = sqlite.install({ filter: ['ii:i', filter], conflict: ['iii:i', conflict] });

  return {
    apply(connection: Connection, changeset: unknown, options: unknown): boolean {
      requireOpen(connection);
      const bytes = bytesArgument(changeset, 'changeset');
      const id = ++last;
      running.set(id, { connection, ...readHandlers(options) });
      const { db } = connection;
      let status: number;
      try {
        status = withBytes(sqlite, bytes, (at) =>
          inside(connection, () =>
            c.sqlite3changeset_apply(db, bytes.length, at, callbacks.filter, callbacks.conflict, id),
          ),
        );
      } finally {
        running.delete(id);
      }
      rethrow(connection);
      if (status !== SQLITE_OK && status !== ABORT) throw numbered(sqlite, status);
      return status === SQLITE_OK;
    },
  };
}

export type Changesets = ReturnType<typeof createChangesets>;
