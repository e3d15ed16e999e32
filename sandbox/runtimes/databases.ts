import type { Databases } from '../databases.ts';
import type { RealmHandle } from '../embedded/host.ts';
import * as read from '../embedded/read-databases.ts';

/** The databases of whatever realm is in use. Answers are data: what has not the form of one is refused. */
export function createDatabases(realm: () => RealmHandle): Databases {
  const ask = async <T>(reader: (value: unknown) => T, ...[request]: Parameters<RealmHandle['inspect']>): Promise<T> =>
    reader(await realm().inspect(request));
  return {
    list: () => ask(read.databases, { ask: 'list' }),
    pulse: () => ask(read.pulse, { ask: 'pulse' }),
    statements: () => ask(read.statements, { ask: 'statements' }),
    schema: (database) => ask(read.tables, { ask: 'schema', database }),
    rows: (database, table, page) => ask(read.resultSet, { ask: 'rows', database, table, page }),
    query: (database, sql, { allowChanges = false } = {}) =>
      ask(read.queryResult, { ask: 'query', database, sql, allowChanges }),
    plan: (database, sql) => ask(read.plan, { ask: 'plan', database, sql }),
  };
}
