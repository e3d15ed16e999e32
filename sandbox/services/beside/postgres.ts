import { openHost, type Host } from '../../hosts/open.ts';
import type { PlanStep, QueryResult, RowsPage, TableInfo, TableName } from '../../databases.ts';
import { folded } from '../../embedded/sqlite/inspect/summary.ts';
import type { ScriptError, ScriptOutcome, ScriptResult } from '../postgres/answers.ts';
import { pieces } from '../postgres/psql.ts';
import type { Statement } from '../postgres/statements.ts';
import { countsSql, tablesSql } from './postgres-tables.ts';
import { emptyBox, mostResults, mostRows, pageOf, readOnly, tally } from './shown.ts';
import { cellOf, planSteps, quoteName, rowsIn } from './postgres-values.ts';
import { SetupError, type Beside, type StartOptions } from './types.ts';

/** ms that PostgreSQL may take to tell of itself. What was typed into the box takes as long as it takes. */
const patience = 4000;
const busy = 'PostgreSQL is busy with a statement and does not answer. It can be looked into when that is done.';

/** s that all of `schema.sql` may take. Nobody can look into a database before it is set up, nor end what it does. */
const setupLimit = 15;

/** PostgreSQL on a port, as `schema.sql` makes it. @throws {HostError | SetupError} */
export async function startPostgres({ port: wanted, setup, ended }: StartOptions): Promise<Beside> {
  const host = await openHost('postgres');
  try {
    await setUp(host, setup('schema.sql') ?? '');
  } catch (error) {
    host.kill();
    throw error;
  }
  void host.ended.then((end) => ended('fault' in end ? `PostgreSQL is gone: ${end.fault}.` : 'PostgreSQL has ended.'));
  await host.call('clear');
  const port = (await host.call('listen', { port: wanted })) as number;
  const run = async (sql: string) => (await host.call('beside', { sql })) as ScriptOutcome;
  const own = (sql: string) => within(patience, run(sql).then(results));
  const one = async (sql: string): Promise<ScriptResult> => (await own(sql))[0]!;
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    port,
    pulse: () => within(patience, host.call('pulse')) as Promise<number>,
    tables: () => readTables(one),
    rows: async (table, page) => readRows(one, table, page),
    query: (text, allowChanges) => runBox(run, text, allowChanges),
    async plan(text) {
      const [first] = pieces(text);
      if (!first) throw new Error(emptyBox);
      const bare = first.text.replace(/^\s*explain\s+(?:\([^)]*\)\s*|analy[sz]e\s+|verbose\s+)*/i, '');
      return planSteps((await one(`EXPLAIN ${bare}`)).rows.map(([line]) => line ?? '')) satisfies PlanStep[];
    },
    async statements() {
      const log = (await within(patience, host.call('log'))) as Statement[];
      return tally(log.map(({ sql, tag = '', duration }) => ({ text: folded(sql), duration, ...rowsIn(tag) })));
    },
    async ask(method, params) {
      if (method !== 'script') throw new Error(`PostgreSQL is not asked for ${method} here.`);
      return run((params as { sql: string }).sql);
    },
  };
}

const endless =
  `this statement was still running when ${setupLimit} s were over, which is all that schema.sql may take. ` +
  'A recursive query, a series or a loop in it may have no end.';

/** Statement by statement, so that each fault has its line. */
async function setUp(host: Host, schema: string): Promise<void> {
  const deadline = performance.now() + setupLimit * 1000;
  for (const { text, line } of pieces(schema)) {
    const first = line - text.split('\n').length + 1;
    const work = host.call('script', { sql: text }) as Promise<ScriptOutcome>;
    const { error } = await within(
      deadline - performance.now(),
      work,
      () => new SetupError(`schema.sql:${first}: ${endless}`),
    );
    if (error) throw new SetupError(`schema.sql:${first + lineOf(error, text) - 1}: ${words(error)}`);
  }
}

/** The line of a script in which an error is, from 1. */
const lineOf = ({ position = 1 }: ScriptError, sql: string) =>
  [...sql]
    .slice(0, position - 1)
    .join('')
    .split('\n').length;

const words = ({ severity, message, detail, hint }: ScriptError) =>
  [`${severity}:  ${message}`, detail && `DETAIL:  ${detail}`, hint && `HINT:  ${hint}`].filter(Boolean).join('\n');

function results({ results: all, error }: ScriptOutcome): ScriptResult[] {
  if (error) throw new Error(words(error));
  return all;
}

async function within<Value>(ms: number, work: Promise<Value>, fault = () => new Error(busy)): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => (timer = setTimeout(() => reject(fault()), ms)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

type One = (sql: string) => Promise<ScriptResult>;

async function readTables(one: One): Promise<TableInfo[]> {
  const tables = (await one(tablesSql)).rows.map(([json]) => JSON.parse(json!) as TableInfo);
  const counts = tables.length ? (await one(countsSql(tables))).rows : [];
  return tables.map((table, at) => {
    const rows = counts[at]?.[0];
    return rows ? { ...table, rows: Number(rows) } : table;
  });
}

async function readRows(one: One, { schema, name }: TableName, page: RowsPage) {
  const limit = Math.min(page.limit, mostRows);
  const order = page.orderBy === undefined ? '' : ` ORDER BY ${quoteName(page.orderBy)}${page.descending ? ' DESC' : ''}`;
  const sql = `SELECT * FROM ${quoteName(schema)}.${quoteName(name)}${order} LIMIT ${limit + 1} OFFSET ${Number(page.offset)}`;
  return shown(await one(sql), limit);
} // prettier-ignore

const shown = ({ columns, rows }: ScriptResult, limit: number) =>
  pageOf(columns.map(({ name }) => name), rows.map((row) => row.map((value, at) => cellOf(value, columns[at]!.type))), limit); // prettier-ignore

const begin = 'BEGIN READ ONLY;';
/** What would leave the transaction in which nothing can be changed. */
const leaves =
  /^(?:begin|start\s+transaction|commit|end|rollback|abort|prepare\s+transaction|set\s+(?:session|transaction))\b/i;

/** Runs what was typed: all of it in one transaction, and without `allowChanges` in one that changes nothing. */
async function runBox(run: (sql: string) => Promise<ScriptOutcome>, text: string, allowChanges: boolean): Promise<QueryResult> {
  const all = pieces(text);
  if (!all.length) throw new Error(emptyBox);
  if (!allowChanges && all.some((piece) => leaves.test(piece.text))) throw new Error(readOnly);
  const started = performance.now();
  const outcome = await run(allowChanges ? text : begin + text);
  const duration = performance.now() - started;
  if (!allowChanges) await run('ROLLBACK');
  const { error } = outcome;
  if (error) {
    const at = error.position === undefined || allowChanges ? error : { ...error, position: error.position - begin.length };
    const line = at.position === undefined || !text.includes('\n') ? '' : `Line ${lineOf(at, text)}: `;
    throw new Error(`${line}${words(error)}${error.code === '25006' ? `\n${readOnly}` : ''}`);
  }
  const ran = allowChanges ? outcome.results : outcome.results.slice(1);
  const rows = ran.filter(({ columns }) => columns.length).slice(0, mostResults);
  return {
    results: rows.map((result) => shown(result, mostRows)),
    statements: ran.length,
    changes: ran.reduce((sum, { tag }) => sum + (rowsIn(tag).changed ?? 0), 0),
    duration,
  };
} // prettier-ignore
