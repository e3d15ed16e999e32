import { exposeMethods } from '../boundary.ts';
import { SQLITE_OK } from '../codes.ts';
import { exposeClass, exposeDispose } from './classes.ts';
import { type Connection, type Resource, fail, requireOpen } from './connection.ts';
import { illegalConstructor, invalidState } from './errors.ts';
import { requireObject, requireText } from './options.ts';

interface SessionState extends Resource {
  readonly connection: Connection;
  handle: number;
}

const forgotten = new FinalizationRegistry((state: SessionState) => {
  state.connection.others.delete(state);
  state.release();
});

let incoming: SessionState | null = null;

class SessionObject {
  readonly #state: SessionState;

  constructor() {
    if (!incoming) throw illegalConstructor();
    this.#state = incoming;
  }

  static #of(self: SessionObject): SessionState {
    if (typeof self !== 'object' || self === null || !(#state in self)) throw new TypeError('Illegal invocation');
    const state = self.#state;
    requireOpen(state.connection);
    if (!state.handle) throw invalidState('session is not open');
    return state;
  }

  static #collect(self: SessionObject, kind: 'sqlite3session_changeset' | 'sqlite3session_patchset'): Uint8Array {
    const { connection, handle } = SessionObject.#of(self);
    const { c, heap, out } = connection.host.sqlite;
    const status = c[kind](handle, out, out + 4);
    if (status !== SQLITE_OK) fail(connection);
    const length = heap.i32[out >> 2] as number;
    const pointer = heap.i32[(out + 4) >> 2] as number;
    const bytes = heap.u8.slice(pointer, pointer + length);
    c.sqlite3_free(pointer);
    return bytes;
  }

  changeset(): Uint8Array {
    return SessionObject.#collect(this, 'sqlite3session_changeset');
  }

  patchset(): Uint8Array {
    return SessionObject.#collect(this, 'sqlite3session_patchset');
  }

  close(): void {
    const state = SessionObject.#of(this);
    state.connection.others.delete(state);
    state.release();
  }
}

exposeMethods(SessionObject.prototype);
exposeDispose(SessionObject.prototype);
export const Session = exposeClass(SessionObject, 'Session', 'illegal');

/** Only properties of the object itself count here, as natively. */
function ownText(options: Record<string, unknown>, key: string): string | undefined {
  if (!Object.hasOwn(options, key)) return undefined;
  const value = options[key];
  requireText(value, `options.${key}`);
  return value;
}

/** Starts to record what changes in a table, or in all of them. */
export function createSession(connection: Connection, args: unknown[]): object {
  let table: string | undefined;
  let schema: string | undefined;
  if (args.length > 0) {
    const [options] = args;
    requireObject(options);
    table = ownText(options, 'table');
    schema = ownText(options, 'db');
  }
  requireOpen(connection);
  const { c, heap, out, withText } = connection.host.sqlite;
  const created = withText(schema ?? 'main', (name) => c.sqlite3session_create(connection.db, name, out));
  if (created !== SQLITE_OK) fail(connection);
  const handle = heap.i32[out >> 2] as number;
  const attach = (name: number) => c.sqlite3session_attach(handle, name);
  const attached = table ? withText(table, attach) : attach(0);
  if (attached !== SQLITE_OK) fail(connection);
  const state: SessionState = {
    connection,
    handle,
    release() {
      if (this.handle) c.sqlite3session_delete(this.handle);
      this.handle = 0;
    },
  };
  incoming = state;
  const session = new SessionObject();
  incoming = null;
  connection.others.add(state);
  forgotten.register(session, state);
  return session;
}
