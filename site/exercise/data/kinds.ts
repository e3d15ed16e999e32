import type { DatabaseInfo } from '../../../sandbox/databases.ts';

/** How the panel speaks of a kind of database, and what its box takes. */
export interface Kind {
  /** Of the lists of what it holds. */
  tables: string;
  none: string;
  row: string;
  box: string;
  placeholder: string;
  /** It tells how a statement would be carried out. */
  plans: boolean;
  /** Its box can change what it holds. */
  changes: boolean;
}

const sql: Kind = {
  tables: 'Tables',
  none: 'This database has no tables yet.',
  row: 'row',
  box: 'SQL',
  placeholder: 'SELECT …',
  plans: true,
  changes: true,
};

const redis: Kind = {
  ...sql,
  tables: 'Databases',
  row: 'key',
  box: 'Commands, one a line',
  placeholder: 'GET price:7',
  plans: false,
};

const mongodb: Kind = {
  tables: 'Collections',
  none: 'This database has no collections yet.',
  row: 'document',
  box: 'Collection and filter',
  placeholder: 'carts { total: { $gt: 10 } }',
  plans: false,
  changes: false,
};

export const kindOf = (library: DatabaseInfo['library'] | undefined): Kind =>
  library === 'redis' ? redis : library === 'mongodb' ? mongodb : sql;
