import type {
  PlanStep,
  QueryResult,
  ResultSet,
  RowsPage,
  StatementLog,
  TableInfo,
  TableName,
} from '../../databases.ts';

/** What a database beside the program is started with. */
export interface StartOptions {
  /** A free one when 0. */
  port: number;
  /** The files of the exercise's folder that set databases up, by name. */
  setup(name: string): string | undefined;
  /** It is gone, though nobody has ended it. */
  ended(why: string): void;
}

/** A database that runs beside the learner's program, and what can be asked of it. */
export interface Beside {
  url: string;
  port: number;
  /** Another number than before means that something has happened. */
  pulse(): Promise<number>;
  tables(): Promise<TableInfo[]>;
  rows(table: TableName, page: RowsPage): Promise<ResultSet>;
  /** What was typed into the box. Rejects with the database's own words. */
  query(text: string, allowChanges: boolean): Promise<QueryResult>;
  plan(text: string): Promise<PlanStep[]>;
  statements(): Promise<StatementLog>;
  /** What a command asks that does not speak to its port: `psql`. */
  ask?(method: string, params: unknown): Promise<unknown>;
}

/** The set-up of a database failed: `schema.sql:3: relation "notes" does not exist`. */
export class SetupError extends Error {
  override name = 'SetupError';
}
