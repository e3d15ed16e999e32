/** A PostgreSQL server of the learner's own behind the same host: a proxy that keeps the log, in a database of its own. */
import net from 'node:net';
import pg from 'pg';
import { serveGuest, type Guest, type GuestConnection, type GuestIo } from '../../hosts/guest.ts';
import { clearing } from './clearing.ts';
import { createLog } from './log.ts';
import { concat, createReader } from './messages.ts';
import { createPrepared, readOutcome, type Sent } from './statements.ts';
import { workerData } from 'node:worker_threads';

type Log = ReturnType<typeof createLog>;

async function boot({ listen }: GuestIo): Promise<Guest> {
  const { address } = workerData as { address: string };
  const server = new URL(address);
  const name = `engine_room_${process.pid}_${Date.now().toString(36)}`;
  const admin = await open(address);
  const roles = (await admin.query<{ rolname: string }>('SELECT rolname FROM pg_roles')).rows.map(
    ({ rolname }) => rolname,
  );
  await admin.query(`CREATE DATABASE ${name}`);
  const inside = await open(Object.assign(new URL(address), { pathname: `/${name}` }).href);
  const log = createLog();
  let count = 0;
  const methods: Record<string, (params: never) => unknown> = {
    listen: async ({ port }: { port: number }) =>
      (await listen(port, (connection) => proxy(connection, server, ++count, log))).port,
    async reset({ setup = '' }: { setup?: string }) {
      // What an earlier test forgot to end would hold its locks.
      await inside.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'`,
      );
      await inside.query(clearing(roles));
      await inside.query(setup).catch((error: pg.DatabaseError) => {
        throw new Error(`${error.message} [${error.code}]`);
      });
      log.clear();
    },
    log: log.all,
    clear: log.clear,
    query: async ({ sql, parameters }: { sql: string; parameters: unknown[] }) =>
      (await inside.query(sql, parameters)).rows,
    about: () => ({ sideBySide: true, user: server.username, password: server.password, database: name }),
    async close() {
      await inside.query(clearing(roles));
      await inside.end();
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
  return { call: async (method, params) => methods[method]!(params as never) };
}

async function open(address: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: address });
  await client.connect().catch((error: Error) => {
    throw new Error(`no connection to ${new URL(address).host}: ${error.message}`);
  });
  return client;
}

/** Both ways unchanged; what goes by is noted. */
function proxy(connection: GuestConnection, { hostname, port }: URL, id: number, log: Log): void {
  const upstream = net.connect(Number(port) || 5432, hostname);
  const sent = createReader();
  const answered = createReader();
  const prepared = createPrepared();
  let user: string | undefined;
  let statements: Sent[] = [];
  let answer: Uint8Array[] = [];
  let started = 0;
  connection.onData((bytes) => {
    upstream.write(bytes);
    sent.push(bytes);
    while (user === undefined) {
      const opened = sent.startup();
      if (!opened) return;
      if (opened.kind === 'startup') user = opened.parameters['user'] ?? '';
    }
    if (statements.length === 0) started = performance.now();
    for (let next = sent.next(); next; next = sent.next()) statements.push(...prepared.follow(next));
  });
  upstream.on('data', (bytes: Buffer) => {
    connection.write(new Uint8Array(bytes));
    // The answer to a question about TLS is one letter.
    if (user === undefined) return;
    answered.push(new Uint8Array(bytes));
    for (let next = answered.next(); next; next = answered.next()) {
      answer.push(next.whole);
      // A client knows of an error before the server is ready again, and may ask for the log at once.
      if (next.type !== 'Z' && next.type !== 'E') continue;
      if (statements.length)
        log.note({ id, user }, statements, readOutcome(concat(answer)), performance.now() - started);
      statements = [];
      answer = [];
    }
  });
  upstream.on('error', () => connection.destroy());
  upstream.on('close', () => connection.end());
  connection.onEnd(() => upstream.end());
}

/** Called by whoever started the worker. */
export const start = (control: MessagePort): void => serveGuest(control, boot);
