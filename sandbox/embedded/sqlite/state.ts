import type { Connection, Resource } from './connection.ts';
import type { RowMode, Shape } from './rows.ts';
import type { Watched } from './statement-log.ts';

/** One compiled statement. `alive` until it is finalised, `locked` while an iterator is on it. */
export interface StatementState extends Resource {
  readonly connection: Connection;
  readonly handle: number;
  readonly parameters: number;
  readonly hasNames: boolean;
  readonly returnsData: boolean;
  names: [name: string, index: number][] | null;
  shape: Shape | null;
  mode: RowMode;
  safeIntegers: boolean;
  alive: boolean;
  locked: boolean;
  bound: boolean;
  readonly watched: Watched;
  /** When the execution that is under way began; 0 where nobody takes its time. */
  started: number;
}
