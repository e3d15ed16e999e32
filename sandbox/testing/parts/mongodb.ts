import { onTestFinished } from 'vitest';
import type { Document } from 'bson';
import {
  startMongo,
  type LoggedMongoCommand,
  type MongoOptions,
  type MongoServerFault,
} from '../../services/mongodb/server.ts';

export type { LoggedMongoCommand, MongoServerFault };

export interface Mongo {
  /** For a client: `new MongoClient(url)`. */
  url: string;
  port: number;
  /** Forgets databases, cursors, the log and the fault; clients stay connected. */
  reset(): void;
  close(): Promise<void>;
  /** What the learner's clients asked for, in order, each with how many documents and keys were looked at. */
  commands(): LoggedMongoCommand[];
  /** Runs a command directly, past the log: `command('shop', { insert: 'carts', documents: [] })`. @throws with the server's text */
  command(database: string, body: Document): Document;
  /** Breaks the server, or mends it when nothing is given. */
  fault(kind?: MongoServerFault): void;
}

/**
 * Starts an empty MongoDB of this test's own, which ends with the test. Call it in a test or in `beforeEach`.
 *
 *     const server = await mongodb();
 *     const client = await new MongoClient(server.url).connect();
 *
 * @param options.now The clock of indexes with `expireAfterSeconds`, in ms.
 */
export async function mongodb(options: Pick<MongoOptions, 'now'> = {}): Promise<Mongo> {
  const server = await startMongo(options);
  let open = true;
  const close = async () => {
    if (open) await server.close();
    open = false;
  };
  onTestFinished(close);
  const { url, port, reset, commands, command, fault } = server;
  return { url, port, reset, close, commands, command, fault };
}
