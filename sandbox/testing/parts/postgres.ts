/** `import { postgres } from '#testing/postgres'`: PostgreSQL for suites. */
import { afterAll, beforeAll, vi } from 'vitest';
import { hosts } from '../../hosts/catalogue.ts';
import { openHost, type Host } from '../../hosts/open.ts';
import type { Statement } from '../../services/postgres/statements.ts';
import { waitFor } from '../client.ts';
import { explained } from '../explain.ts';
import { skip } from '../elsewhere.ts';
import { sharesProcess, startKept } from '../kept.ts';

export type { Statement };

export interface PostgresOptions {
  /** SQL that every test begins with: tables, roles, rows. */
  setup?: string;
}

export interface Postgres {
  /** What `new pg.Pool({ connectionString })` takes; another role: `urlFor('bob')`. */
  url: string;
  urlFor(role: string, password?: string): string;
  /** What clients sent since `postgres()` or `clear()` was called, in the order in which it ran. */
  statements(): Promise<Statement[]>;
  /** Forgets the statements so far. */
  clear(): Promise<void>;
  /** Runs one statement as the superuser, outside of the log. Rejects while a client's transaction is open. */
  query<Row = Record<string, any>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

interface About {
  /** Whether clients have sessions of their own. */
  sideBySide: boolean;
  user?: string;
  password?: string;
  database?: string;
}

interface Running {
  host: Host;
  port: number;
  about: About;
}

// One request may be a hundred statements, on a computer that is busy with something else.
const patience = 5000;
waitFor(patience);
vi.setConfig({ testTimeout: 2 * patience });

let running: Running | undefined;

async function start(): Promise<Running> {
  const host = await openHost('postgres');
  const port = (await host.call('listen', { port: 0 })) as number;
  return { host, port, about: (await host.call('about')) as About };
}

// Starting takes longer than a test may: it has a limit of its own, before the first of them.
beforeAll(async () => {
  running = await startKept('postgres', start);
}, hosts.postgres.bootLimit * 1000);
afterAll(async () => {
  // The next suite begins with an empty database, as each test does.
  if (sharesProcess) return;
  if (running?.about.sideBySide) await running.host.call('close');
  running?.host.release();
});

/**
 * An empty database on a port, with what the setup makes. Call it in `beforeEach` or in a test; what was there is gone.
 *
 * @throws with PostgreSQL's own words and the line when the setup fails.
 */
export async function postgres({ setup = '' }: PostgresOptions = {}): Promise<Postgres> {
  if (!running) throw new Error('PostgreSQL starts before the first test: call postgres() in one, or in beforeEach.');
  const { host, port, about } = running;
  const { user = 'postgres', password = user, database = 'postgres' } = about;
  await host.call('reset', { setup }).catch(({ message }: Error) => {
    throw explained(
      {
        diagnosis: 'The database could not be set up',
        sent: 'the SQL of the setup',
        got: message,
        expected: 'SQL that PostgreSQL accepts',
        because: 'every test begins with these tables and rows',
        look: 'the statement that the message names',
      },
      message,
    );
  });
  const urlFor = (role: string, word = role) => `postgres://${role}:${word}@127.0.0.1:${port}/${database}`;
  return {
    url: urlFor(user, password),
    urlFor,
    statements: () => host.call('log') as Promise<Statement[]>,
    clear: async () => void (await host.call('clear')),
    query: (sql, parameters = []) => host.call('query', { sql, parameters }) as Promise<never>,
  };
}

/**
 * Says that the rest of this test needs sessions that run side by side: lock waits, deadlocks, isolation levels. It is
 * skipped where PostgreSQL has one session, and runs on a server of one's own (`npm test <slug> -- --postgres URL`).
 */
export function needsSessions(): void {
  if (running?.about.sideBySide) return;
  skip(
    'it needs sessions that run side by side, which a PostgreSQL server of your own has: npm test <slug> -- --postgres URL',
  );
}
