import type { Document } from 'bson';
import { absentCommands, commands } from './commands.ts';
import { createCursors } from './cursors.ts';
import { MongoFault, toReply } from './errors.ts';
import { expire } from './expire.ts';
import { createStore } from './store.ts';
import type { Context, Cost } from './types.ts';

/** A command as a client sent it, and what it cost. */
export interface LoggedMongoCommand extends Cost {
  /** `find`, `insert`, `aggregate` … */
  name: string;
  database: string;
  /** The collection that it is about, where it is about one. */
  collection: string | undefined;
  /** All of the command: `filter`, `documents`, `pipeline` … */
  body: Document;
}

/** What clients ask for by themselves, to look after their server. */
export const housekeeping: ReadonlySet<string> = new Set([
  'hello',
  'isMaster',
  'ismaster',
  'ping',
  'endSessions',
  'buildInfo',
  'killCursors',
]);

/** MongoDB without its network. */
export interface MongoEngine {
  /** Carries out a command of a connection; 0 is nobody's, and not logged. */
  run(body: Document, connection: number): Document;
  log(): LoggedMongoCommand[];
  /** Forgets databases, cursors and the log. */
  reset(): void;
}

export function createEngine(now: () => number): MongoEngine {
  const [store, cursors] = [createStore(), createCursors()];
  let log: LoggedMongoCommand[] = [];
  return {
    run(body, connection) {
      const cost: Cost = { documentsExamined: 0, keysExamined: 0, returned: 0 };
      const name = Object.keys(body)[0]!;
      const database = String(body['$db'] ?? 'test');
      expire(store, now());
      const reply = answer(name, body, { store, cursors, database, connection, now, cost });
      const { cursor } = reply as { cursor?: { firstBatch?: unknown[]; nextBatch?: unknown[] } };
      cost.returned = (cursor?.firstBatch ?? cursor?.nextBatch)?.length ?? 0;
      if (!housekeeping.has(name) && connection) log.push({ name, database, ...about(name, body), ...cost });
      return reply;
    },
    log: () => [...log],
    reset() {
      store.clear();
      cursors.clear();
      log = [];
    },
  };
}

function about(name: string, body: Document): { collection: string | undefined; body: Document } {
  const collection: unknown = name === 'getMore' ? body['collection'] : body[name];
  const { $db: _db, lsid: _lsid, $readPreference: _preference, ...shown } = body;
  return { collection: typeof collection === 'string' ? collection : undefined, body: shown };
}

// MongoDB's own code, 20, makes the driver give advice about retryable writes instead.
const noTransactions =
  'Transactions need a replica set, and this server stands alone. The teaching server of Engine Room has none';

function answer(name: string, body: Document, context: Context): Document {
  try {
    if ('txnNumber' in body || name === 'commitTransaction' || name === 'abortTransaction') {
      throw new MongoFault(115, 'CommandNotSupported', noTransactions);
    }
    const command = commands.get(name);
    if (!command) throw new MongoFault(59, 'CommandNotFound', unknown(name));
    return { ...command(body, context), ok: 1 };
  } catch (error) {
    return toReply(error);
  }
}

const unknown = (name: string) =>
  `no such command: '${name}'${absentCommands.includes(name) ? '; MongoDB has it, the teaching server of Engine Room does not' : ''}`;
