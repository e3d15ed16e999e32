import type { ResultSet } from '../../sandbox/databases.ts';
import type { ScriptOutcome, ScriptResult } from '../../sandbox/services/postgres/answers.ts';
import { sharedHosts } from './shared-hosts.ts';
import type { SqlOutcome, SqlSettings } from './sql-client.ts';
import { placeAt } from './sql-place.ts';

const mostRows = 200;
const numeric = new Set([20, 21, 23, 26, 700, 701, 790, 1700]);
const seeded = new Set<string>();

/** Each block has a schema of its own in the one PostgreSQL of the page. */
const schemaOf = (id: string) => `"block ${id}"`;

function client({ engine }: SqlSettings, loading: (words: string) => void) {
  const hosts = sharedHosts(engine, loading);
  return async (sql: string) => (await hosts.ask('postgres', 'script', { sql })).value as ScriptOutcome;
}

/** Makes the block's tables as they were at the start. */
export async function restorePostgres(settings: SqlSettings, loading: (words: string) => void): Promise<void> {
  const run = client(settings, loading);
  const schema = schemaOf(settings.id);
  await run('ROLLBACK');
  await run(
    `RESET ALL; DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}; SET search_path TO ${schema}`,
  );
  const { error } = await run(settings.seed);
  if (error) throw new Error(`The tables could not be made: ${error.message}`);
  seeded.add(settings.id);
}

/** Runs the SQL on the block's tables, which keep their changes until they are put back. */
export async function queryPostgres(
  settings: SqlSettings,
  sql: string,
  loading: (words: string) => void,
): Promise<SqlOutcome> {
  const run = client(settings, loading);
  const { error: gone } = await run(`SET search_path TO ${schemaOf(settings.id)}, public`);
  if (gone || !seeded.has(settings.id)) await restorePostgres(settings, loading);
  // Before anything is changed: a plan is about what is there.
  const plan = settings.plan ? await planOf(run, sql) : undefined;
  const started = performance.now();
  const { results, error } = await run(sql);
  const duration = performance.now() - started;
  if (error) {
    const start = error.position === undefined ? undefined : [...sql].slice(0, error.position - 1).join('').length;
    const length = start === undefined ? 0 : (/^(?:\w+|.)/.exec(sql.slice(start))?.[0].length ?? 1);
    const words = [error.message, error.detail, error.hint].filter(Boolean).join('. ');
    return { error: words, place: start === undefined ? undefined : placeAt(sql, start, length) };
  }
  const changes = results.reduce((sum, { tag }) => sum + changed(tag), 0);
  const shown = results.filter(({ columns }) => columns.length).map(toResultSet);
  return { result: { results: shown, statements: results.length, changes, duration }, plan };
}

const changed = (tag: string) => Number(/^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)/.exec(tag)?.[1] ?? 0);

function toResultSet({ columns, rows }: ScriptResult): ResultSet {
  return {
    columns: columns.map(({ name }) => name),
    rows: rows.slice(0, mostRows).map((row) =>
      row.map((text, at) => {
        if (text === null) return { type: 'null' as const, text: '' };
        return { type: numeric.has(columns[at]!.type) ? ('real' as const) : ('text' as const), text };
      }),
    ),
    more: rows.length > mostRows,
  };
}

/** PostgreSQL's plan of one statement that reads or changes rows; undefined for all others. */
async function planOf(run: (sql: string) => Promise<ScriptOutcome>, sql: string) {
  if (!/^\s*(?:select|with|insert|update|delete)\b/i.test(sql) || /;\s*\S/.test(sql)) return undefined;
  const { results } = await run(`EXPLAIN ${sql}`);
  return results[0]?.rows.map(([line = '']) => {
    const text = line ?? '';
    const depth = Math.ceil((text.length - text.trimStart().length) / 6);
    return { depth, detail: text.trim().replace(/^->\s*/, '') };
  });
}
