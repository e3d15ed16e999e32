import type { DatabaseInfo, PlanStep, QueryResult, ResultSet, StatementLog, TableInfo } from '../../../databases.ts';
import type { InspectRequest } from '../../protocol.ts';
import type { SharedEngine } from '../shared.ts';
import type { OpenDatabase } from '../watch.ts';
import { type Access, createAccess, InspectError } from './access.ts';
import { openCopies } from './copies.ts';
import { changesNothing } from './read-only.ts';
import { summary } from './summary.ts';
import { countRows, quote, readSchema } from './schema.ts';

/** ms that each kind of question may take. */
const limits = { own: 500, count: 300, query: 2000 };
const shown = { page: 500, query: 500, results: 10 };

/** Answers what the page asks about the databases of this realm. */
export function createInspector(engine: SharedEngine) {
  const { sqlite, watch } = engine;
  const access = createAccess(sqlite);
  const copies = openCopies(engine);

  const find = (id: number): OpenDatabase => {
    const found = watch.open.get(id) ?? copies.find(id);
    if (!found) throw new InspectError('This database has been closed.');
    return found;
  };
  const read = <T>(id: number, limit: number, act: (use: Access) => T) =>
    access(find(id), { limit, write: false }, act);

  const answers: { [K in InspectRequest['ask']]: (request: Extract<InspectRequest, { ask: K }>) => unknown } = {
    list: () => list(engine),
    pulse: () => watch.pulse(),
    statements: (): StatementLog => summary(watch.log),
    schema({ database }): TableInfo[] {
      const tables = read(database, limits.own, readSchema);
      read(database, limits.count, (use) => countRows(use, tables));
      return tables;
    },
    rows({ database, table, page }): ResultSet {
      const order =
        page.orderBy === undefined ? '' : ` ORDER BY ${quote(page.orderBy)}${page.descending ? ' DESC' : ''}`;
      const limit = Math.min(Number(page.limit), shown.page);
      const from = `${quote(table.schema)}.${quote(table.name)}`;
      // One more than wanted says whether there is another page.
      const sql = `SELECT * FROM ${from}${order} LIMIT ${limit + 1} OFFSET ${Number(page.offset)}`;
      return read(database, limits.query, (use) => use.read(sql, limit));
    },
    query: ({ database, sql, allowChanges }): QueryResult =>
      access(find(database), { limit: limits.query, write: allowChanges }, (use) =>
        runAll(use, sql, { allowChanges, reading: find(database).reading() }),
      ),
    plan: ({ database, sql }) => read(database, limits.own, (use) => plan(use, sql)),
  };
  return (request: InspectRequest): unknown => answers[request.ask](request as never);
}

function list({ sqlite: { c }, watch }: SharedEngine): DatabaseInfo[] {
  const open = [...watch.open].map(([id, database]): DatabaseInfo => {
    const { name, library } = database;
    return { id, name, library, closed: false, transaction: c.sqlite3_get_autocommit(database.handle()) === 0 };
  });
  const closed = [...watch.closed].map(([id, { name, library, scope }]): DatabaseInfo => ({
    id,
    name,
    library,
    scope,
    closed: true,
    transaction: false,
  }));
  return [...open, ...closed];
}

/** Captured at load: tests replace the clock. */
const now = performance.now.bind(performance);

const readOnly =
  'This statement would change the database or its connection. Allow changes below the query box to run it.';
const busy = 'This database connection is busy executing a query';

function runAll(use: Access, sql: string, given: { allowChanges: boolean; reading: boolean }): QueryResult {
  const results: ResultSet[] = [];
  const started = now();
  const before = use.changes();
  let statements = 0;
  use.each(sql, (statement) => {
    const harmless = changesNothing(statement);
    if (!harmless && !given.allowChanges) throw new InspectError(readOnly);
    if (!harmless && given.reading) throw new InspectError(busy);
    const result = statement.rows(shown.query);
    statements++;
    if (result.columns.length && results.length < shown.results) results.push(result);
  });
  if (!statements) throw new InspectError('The query box holds no statement.');
  return { results, statements, changes: use.changes() - before, duration: now() - started };
}

/** SQLite gives the steps with their parents; the first statement of the text is what is meant. */
function plan(use: Access, sql: string): PlanStep[] {
  let first = '';
  use.each(sql, (statement) => {
    first = statement.sql;
    return false;
  });
  if (!first) throw new InspectError('The query box holds no statement.');
  const bare = first.replace(/^\s*explain\s+(?:query\s+plan\s+)?/i, '');
  const depths = new Map<string, number>([['0', -1]]);
  return use.read(`EXPLAIN QUERY PLAN ${bare}`).rows.map(([id, parent, , detail]) => {
    const depth = (depths.get(parent!.text) ?? -1) + 1;
    depths.set(id!.text, depth);
    return { depth, detail: detail!.text };
  });
}
