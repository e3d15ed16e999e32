import type { Databases } from '../databases.ts';
import type { InspectRequest } from '../embedded/protocol.ts';
import * as read from '../embedded/read-databases.ts';

/** The databases of whoever is asked. Answers are data: what has not the form of one is refused. */
export function createDatabases(inspect: (request: InspectRequest) => Promise<unknown>): Databases {
  const ask = async <T>(reader: (value: unknown) => T, request: InspectRequest): Promise<T> =>
    reader(await inspect(request));
  return {
    list: () => ask(read.databases, { ask: 'list' }),
    pulse: () => ask(read.pulse, { ask: 'pulse' }),
    statements: (database) => ask(read.statements, { ask: 'statements', database }),
    schema: (database) => ask(read.tables, { ask: 'schema', database }),
    rows: (database, table, page) => ask(read.resultSet, { ask: 'rows', database, table, page }),
    query: (database, sql, { allowChanges = false } = {}) =>
      ask(read.queryResult, { ask: 'query', database, sql, allowChanges }),
    plan: (database, sql) => ask(read.plan, { ask: 'plan', database, sql }),
  };
}

/** Both as one: those beside the program, which have negative numbers, come first. */
export function joinDatabases(beside: Databases, own: Databases | undefined): Databases {
  const of = (database: number): Databases => {
    const found = database < 0 ? beside : own;
    if (!found) throw new Error('This database is not there any more.');
    return found;
  };
  return {
    list: async () => [...(await beside.list()), ...((await own?.list()) ?? [])],
    pulse: async () => (await beside.pulse()) + ((await own?.pulse()) ?? 0),
    statements: async (database = 0) =>
      (await (database < 0 ? beside : own)?.statements(database)) ?? { statements: [], others: 0 },
    schema: async (database) => of(database).schema(database),
    rows: async (database, ...what) => of(database).rows(database, ...what),
    query: async (database, ...what) => of(database).query(database, ...what),
    plan: async (database, sql) => of(database).plan(database, sql),
  };
}
