import { SQLITE_OK } from '../codes.ts';
import type { Sqlite3 } from '../engine.ts';
import { type Connection, attempt, fail, requireOpen } from './connection.ts';
import { invalidType } from './errors.ts';
import { isInt32 } from './options.ts';

const DENY = 1;
const IGNORE = 2;

function checked(answer: unknown): number {
  if (!isInt32(answer)) throw new TypeError('Authorizer callback must return an integer authorization code');
  if (answer === SQLITE_OK || answer === DENY || answer === IGNORE) return answer;
  throw new RangeError('Authorizer callback returned a invalid authorization code');
}

/** `setAuthorizer` of all connections. */
export function createAuthorizers(sqlite: Sqlite3) {
  const { c, text } = sqlite;
  const connections = new Map<number, Connection>();
  const textOf = (pointer: number) => (pointer ? text(pointer) : null);

  const authorize = (db: number, action: number, ...details: number[]): number => {
    const connection = connections.get(db);
    const callback = connection?.authorizer;
    if (!connection || !callback) return SQLITE_OK;
    return attempt(connection, () => checked(callback.call(undefined, action, ...details.map(textOf))), DENY);
  };
  const callbacks = sqlite.install({ authorize: ['iiiiii:i', authorize as never] });

  return {
    set(connection: Connection, callback: unknown): void {
      if (callback !== null && typeof callback !== 'function') {
        throw invalidType('The "callback" argument must be a function or null.');
      }
      requireOpen(connection);
      const { db } = connection;
      connection.authorizer = callback as Connection['authorizer'];
      if (callback) connections.set(db, connection);
      else connections.delete(db);
      const status = c.sqlite3_set_authorizer(db, callback ? callbacks.authorize : 0, callback ? db : 0);
      if (status !== SQLITE_OK) fail(connection);
    },
    forget: (db: number) => void connections.delete(db),
  };
}

export type Authorizers = ReturnType<typeof createAuthorizers>;
