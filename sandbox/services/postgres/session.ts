/** The one session that PostgreSQL has when it runs in WebAssembly, taken in turns by many clients. */
import type { GuestConnection } from '../../hosts/guest.ts';
import { concat, errorResponse, message, query, readAll, ready, text, wordsAt, type Message } from './messages.ts';
import { createLog } from './log.ts';
import { changesSession, createPrepared, listens, readOutcome, resetsSession, type Outcome } from './statements.ts';

/** The session: bytes of the protocol in, bytes of the answer out. */
export type Execute = (bytes: Uint8Array) => Uint8Array;

/** ms that a statement waits for the end of another connection's transaction. */
const patience = 1000;

export interface Client {
  /** 0: one of ours, whose statements are not in the log. */
  id: number;
  user: string;
  connection: GuestConnection;
  /** What it has set for itself, said again when the session was another's meanwhile. */
  settings: string[];
  /** What it has set in the transaction that is open: kept only if that is committed. */
  pending: string[];
  channels: Set<string>;
  prepared: ReturnType<typeof createPrepared>;
}

export const createClient = (id: number, user: string, connection: GuestConnection): Client => ({
  id,
  user,
  connection,
  settings: [],
  pending: [],
  channels: new Set(),
  prepared: createPrepared(),
});

export function createSession(execute: Execute) {
  const identity = createIdentity(execute);
  const log = createLog();
  const waiting = createQueue((client, batch) => run(client, batch));
  const clients = new Set<Client>();
  /** Whose transaction is open. */
  let owner: Client | undefined;

  const run = (client: Client, batch: Message[]) => {
    identity.enter(client);
    const sent = batch.flatMap((part) => client.prepared.follow(part));
    const started = performance.now();
    const answer = execute(concat(batch.map(({ whole }) => whole)));
    const outcome = readOutcome(answer);
    if (client.id) log.note(client, sent, outcome, performance.now() - started);
    if (!outcome.error) for (const { sql } of sent) remember(client, sql);
    if (outcome.state === 'I') settle(client, outcome);
    owner = outcome.state === 'I' ? undefined : client;
    client.connection.write(concat([route(answer, clients), ...identity.fasten(client, answer)]));
    if (!owner) waiting.next();
  };

  return {
    clients,
    /** A part of the protocol that ends with something to answer: now, or when the session is free. */
    take: (client: Client, batch: Message[]) => (!owner || owner === client ? run : waiting.add)(client, batch),
    /** Whether a transaction is open, in which a statement of ours could do harm. */
    busy: () => owner !== undefined,
    /** The session was made somebody else's without it. */
    lost: identity.lost,
    leave(client: Client) {
      if (!clients.delete(client)) return;
      waiting.drop(client);
      if (owner !== client) return;
      execute(query('ROLLBACK'));
      owner = undefined;
      waiting.next();
    },
    log,
    /** Runs a part of the protocol as the superuser, outside of the log; undefined while a transaction is open. */
    asSuperuser(bytes: Uint8Array): Uint8Array | undefined {
      if (owner) return undefined;
      identity.lost();
      execute(query('SET SESSION AUTHORIZATION postgres'));
      return execute(bytes);
    },
    /** Ends every open transaction, forgets what clients have set and listen to, and begins a new log. */
    calm() {
      if (owner) execute(query('ROLLBACK'));
      owner = undefined;
      identity.lost();
      for (const sql of ['SET SESSION AUTHORIZATION postgres', 'DISCARD ALL', 'UNLISTEN *']) execute(query(sql));
      for (const client of clients) forget(client);
      log.clear();
      waiting.next();
    },
  };
}

/** Who the session is at the moment: a user, with what one client has set. */
function createIdentity(execute: Execute) {
  const say = (sql: string) => execute(query(sql));
  const become = (user: string) => say(`SET SESSION AUTHORIZATION "${user.replaceAll('"', '""')}"`);
  let current: Client | undefined;
  return {
    lost: () => void (current = undefined),
    enter(client: Client) {
      if (current === client) return;
      const alike = current?.user === client.user && !current.settings.length && !client.settings.length;
      current = client;
      if (alike) return;
      // Only the superuser may become somebody else.
      become('postgres');
      say('RESET ALL');
      become(client.user);
      for (const sql of client.settings) say(sql);
    },
    /** `RESET SESSION AUTHORIZATION` leads back to whoever logged in, whom this session does not know. */
    fasten(client: Client, answer: Uint8Array): Uint8Array[] {
      const loosened = readAll(answer).some(({ type, body }) => {
        const [name, at] = type === 'S' ? wordsAt(body, 0) : ['', 0];
        return name === 'session_authorization' && wordsAt(body, at)[0] === '';
      });
      if (!loosened) return [];
      become('postgres');
      become(client.user);
      return [message('S', concat([text('session_authorization'), text(client.user)]))];
    },
  };
}

/** What has to be said again when the session was another client's, and what it listens to. */
function remember(client: Client, sql: string): void {
  if (resetsSession(sql)) [client.settings, client.pending] = [[], []];
  else if (changesSession(sql)) client.pending.push(sql);
  const listening = listens(sql);
  if (listening?.on) client.channels.add(listening.channel);
  else if (listening?.channel === '*') client.channels.clear();
  else if (listening) client.channels.delete(listening.channel);
}

function forget(client: Client): void {
  [client.settings, client.pending] = [[], []];
  client.channels.clear();
}

/** Outside of a transaction each statement is one. A COMMIT of one that failed is answered with ROLLBACK. */
function settle(client: Client, { tags, error }: Outcome): void {
  if (!error && tags.at(-1) !== 'ROLLBACK') client.settings.push(...client.pending);
  client.pending = [];
}

/** What waits for the end of another connection's transaction. */
function createQueue(run: (client: Client, batch: Message[]) => void) {
  interface Waiting {
    client: Client;
    batch: Message[];
    timer: ReturnType<typeof setTimeout>;
  }
  const waiting: Waiting[] = [];
  const remove = (one: Waiting) => {
    clearTimeout(one.timer);
    waiting.splice(waiting.indexOf(one), 1);
  };
  return {
    add(client: Client, batch: Message[]) {
      const give = () => {
        remove(one);
        client.connection.write(concat([locked(), ready('I')]));
      };
      const one: Waiting = { client, batch, timer: setTimeout(give, patience) };
      waiting.push(one);
    },
    next() {
      const [first] = waiting;
      if (!first) return;
      remove(first);
      run(first.client, first.batch);
    },
    drop(client: Client) {
      for (const one of waiting.filter((other) => other.client === client)) remove(one);
    },
  };
}

const locked = () =>
  errorResponse({
    severity: 'ERROR',
    code: '55P03',
    message: 'another connection has a transaction open, and this PostgreSQL has one session',
    detail: `The statement waited ${patience / 1000} s. A server of its own would run both side by side.`,
    hint: 'End the transaction first, or send this statement over the client that began it.',
  });

/** Takes notifications out of an answer and hands them to the clients that listen; the rest goes to whoever asked. */
function route(answer: Uint8Array, clients: Set<Client>): Uint8Array {
  const messages = readAll(answer);
  const notifications = messages.filter(({ type }) => type === 'A');
  if (notifications.length === 0) return answer;
  for (const { whole, body } of notifications) {
    const [channel] = wordsAt(body, 4);
    for (const client of clients) if (client.channels.has(channel)) client.connection.write(whole);
  }
  return concat(messages.filter(({ type }) => type !== 'A').map(({ whole }) => whole));
}
