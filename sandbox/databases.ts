/** What a runtime tells of the databases of the program in it. Types only. All values are data of the learner's program. */

import type { ServiceName } from './services/names.ts';

/**
 * Looks into databases without changing what the program does: the SQLite ones that are open in it or in the last test
 * run, and those that run beside it.
 */
export interface Databases {
  list(): Promise<DatabaseInfo[]>;
  schema(database: number): Promise<TableInfo[]>;
  rows(database: number, table: TableName, page: RowsPage): Promise<ResultSet>;
  /** Runs the statements of a text; without `allowChanges` none may change anything. Rejects with the database's own words. */
  query(database: number, sql: string, options?: { allowChanges?: boolean }): Promise<QueryResult>;
  /** What the database would do for the first statement of a text, which is not executed. */
  plan(database: number, sql: string): Promise<PlanStep[]>;
  /** What the program has executed since it started, or the tests in their last run; of a database beside it, what came there. */
  statements(database?: number): Promise<StatementLog>;
  /** Another number than before means that something has happened in a database since. */
  pulse(): Promise<number>;
}

export interface DatabaseInfo {
  id: number;
  /** As the program gave it: a path, or `:memory:`; the title of a database beside it. */
  name: string;
  /** What the program opened it with, or the kind of database that runs beside it. */
  library: 'better-sqlite3' | 'node:sqlite' | ServiceName;
  /** A copy from the moment when a test closed it. */
  closed: boolean;
  /** The test in which it was closed. */
  scope?: string;
  /** A transaction is open. */
  transaction: boolean;
}

export interface TableName {
  /** `main`, `temp`, or the name of an attached database. */
  schema: string;
  name: string;
}

export interface TableInfo extends TableName {
  kind: 'table' | 'view' | 'virtual';
  sql: string;
  /** Absent where counting takes too long or fails. */
  rows?: number;
  columns: ColumnInfo[];
  indexes: IndexInfo[];
}

export interface ColumnInfo {
  name: string;
  type: string;
  notNull: boolean;
  /** Place in the primary key, from 1; 0 for all others. */
  key: number;
  default?: string;
  references?: { table: string; column?: string };
}

export interface IndexInfo {
  name: string;
  unique: boolean;
  /** Where it comes from: `CREATE INDEX`, a UNIQUE constraint, or the primary key. */
  origin: 'index' | 'unique' | 'key';
  columns: string[];
}

export interface RowsPage {
  offset: number;
  limit: number;
  orderBy?: string;
  descending?: boolean;
}

/** One value as text: `length` (characters or bytes) is there when the text was cut. */
export interface Cell {
  type: 'null' | 'integer' | 'real' | 'text' | 'blob';
  text: string;
  length?: number;
}

export interface ResultSet {
  columns: string[];
  rows: Cell[][];
  /** There were more rows than are shown. */
  more: boolean;
}

export interface QueryResult {
  /** Of each statement that gives rows. */
  results: ResultSet[];
  /** How many statements ran, and how many rows they changed. */
  statements: number;
  changes: number;
  /** ms */
  duration: number;
}

export interface PlanStep {
  depth: number;
  /** In the database's words: `SCAN notes`, `SEARCH notes USING INDEX …`. */
  detail: string;
}

/** How often one statement was executed within one test or request. */
export interface Tally {
  /** The test's name, or the request's method and path. */
  scope: string;
  count: number;
  /** ms */
  total: number;
  longest: number;
  returned: number;
  changed: number;
}

export interface StatementInfo {
  /** With blanks folded; values that were bound are not in it. */
  sql: string;
  tallies: Tally[];
}

export interface StatementLog {
  statements: StatementInfo[];
  /** Executions of statements that found no place in the list. */
  others: number;
}
