/** PostgreSQL's port: clients introduce themselves, and their messages reach the session. */
import type { GuestConnection } from '../../hosts/guest.ts';
import { concat, createReader, errorResponse, query, readAll, readFields, text, type Message } from './messages.ts';
import { createClient, createSession, type Client, type Execute } from './session.ts';
import { readOutcome } from './statements.ts';

/** Messages after which the server answers; what comes before them is handed over together with them. */
const ends = new Set(['Q', 'S', 'F', 'H']);

/** @param execute Runs a part of the protocol in the session and returns what it answers. */
export function createFront(execute: Execute) {
  const session = createSession(execute);
  let count = 0;

  const welcome = (
    connection: GuestConnection,
    reader: ReturnType<typeof createReader>,
    own: boolean,
  ): Client | undefined => {
    for (let opened = reader.startup(); opened; opened = reader.startup()) {
      if (opened.kind === 'ssl' || opened.kind === 'gssenc') connection.write(new TextEncoder().encode('N'));
      else if (opened.kind !== 'startup') connection.end();
      else {
        const { answer, user } = introduce(opened.parameters, execute, session.busy());
        connection.write(answer);
        if (user === undefined) return void connection.end();
        session.lost();
        const client = createClient(own ? 0 : ++count, user, connection);
        session.clients.add(client);
        return client;
      }
    }
    return undefined;
  };
  const hear = (client: Client, pending: Message[], received: Message) => {
    if (received.type === 'X') {
      client.connection.end();
      return session.leave(client);
    }
    pending.push(received);
    if (ends.has(received.type)) session.take(client, pending.splice(0));
  };

  return {
    /** Serves one client until it goes; one of our `own` is not in the log. */
    accept(connection: GuestConnection, own = false) {
      const reader = createReader();
      const pending: Message[] = [];
      let client: Client | undefined;
      connection.onData((bytes) => {
        reader.push(bytes);
        client ??= welcome(connection, reader, own);
        if (!client) return;
        for (let next = reader.next(); next; next = reader.next()) hear(client, pending, next);
      });
      connection.onEnd(() => client && session.leave(client));
    },
    log: session.log,
    asSuperuser: session.asSuperuser,
    calm: session.calm,
  };
}

/** The server's answer to a client that introduces itself: any password is right, but the role must be there. */
function introduce({ user = 'postgres', database = user }: Record<string, string>, execute: Execute, busy: boolean) {
  const fatal = (code: string, words: string) => ({
    answer: errorResponse({ severity: 'FATAL', code, message: words }),
    user: undefined,
  });
  if (database !== 'postgres') return fatal('3D000', `database "${database}" does not exist`);
  const name = user.replaceAll("'", "''");
  // Not while somebody's transaction is open: a statement in one that has failed would fail as well.
  const found = busy || readOutcome(execute(query(`SELECT 1 FROM pg_roles WHERE rolname = '${name}' AND rolcanlogin`)));
  if (found !== true && found.tags[0] !== 'SELECT 1') return fatal('28000', `role "${user}" does not exist`);
  return { answer: execute(startup('postgres', 'postgres')), user };
}

export function startup(user: string, database: string): Uint8Array {
  const body = concat([text('user'), text(user), text('database'), text(database), new Uint8Array(1)]);
  const whole = new Uint8Array(body.length + 8);
  const view = new DataView(whole.buffer);
  view.setInt32(0, whole.length);
  view.setInt32(4, 196608);
  whole.set(body, 8);
  return whole;
}

/** Runs a script and returns what is wrong with it, if anything is. */
export function runScript(execute: Execute, sql: string): string | undefined {
  for (const { type, body } of readAll(execute(query(sql)))) {
    if (type !== 'E') continue;
    const { M: words, C: code, P: position } = readFields(body);
    const line = position ? ` (line ${sql.slice(0, Number(position)).split('\n').length})` : '';
    return `${words}${line} [${code}]`;
  }
  return undefined;
}
