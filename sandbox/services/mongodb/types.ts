import type { Document } from 'bson';
import type { Store } from './store.ts';

/** What a command cost, for the log and `explain`. */
export interface Cost {
  documentsExamined: number;
  keysExamined: number;
  returned: number;
  /** The index that was used. */
  index?: string;
}

export interface Cursors {
  /** The first batch as a reply; what is left is kept for `getMore`. */
  open(namespace: string, documents: Document[], batchSize: number | undefined, single?: boolean): Document;
  next(id: unknown, collection: string, batchSize: number | undefined): Document;
  kill(ids: unknown[]): Document;
}

export interface Context {
  store: Store;
  cursors: Cursors;
  /** The database that the command names. */
  database: string;
  connection: number;
  now(): number;
  cost: Cost;
}

/** @throws {MongoFault} */
export type Command = (body: Document, context: Context) => Document;
export type Commands = Record<string, Command>;
