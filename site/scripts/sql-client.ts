import type { Databases, PlanStep, QueryResult } from '../../sandbox/databases.ts';
import { createRuntime, type Runtime } from '../../sandbox/index.ts';
import source from './sql-program.js?raw';
import { placeOfError, type Place } from './sql-place.ts';

export interface SqlSettings {
  id: string;
  seed: string;
  engine: string;
  plan: boolean;
  database: 'sqlite' | 'postgres';
}

export type SqlOutcome =
  { result: QueryResult; plan: PlanStep[] | undefined } | { error: string; place: Place | undefined };

// One runtime serves every database of the page.
let opened: Promise<Runtime> | undefined;
const seeded = new Set<string>();

async function open(assets: string): Promise<Runtime> {
  const runtime = await createRuntime('embedded', {
    assets,
    packages: ['better-sqlite3'],
    timeLimit: 10,
    spare: false,
  });
  await runtime.mount({ 'main.js': source, 'package.json': '{"type":"module"}' });
  const started = await runtime.start('main.js');
  if (started.status === 'error') throw new Error(started.message);
  return runtime;
}

const fileOf = (id: string): string => `${id}.db`;

/** A runtime that died with its program is not asked again. */
function forget(): void {
  void opened?.then((runtime) => runtime.dispose()).catch(() => {});
  opened = undefined;
  seeded.clear();
}

/** Makes the block's database as it was at the start. */
export async function restore({ id, seed, engine }: SqlSettings): Promise<Databases> {
  opened ??= open(engine);
  opened.catch(() => (opened = undefined));
  const runtime = await opened;
  const body = JSON.stringify({ name: fileOf(id), seed });
  const request = new Request('http://localhost:4171/', { method: 'POST', body });
  const answer = await runtime.fetch(request).catch((error: Error) => {
    forget();
    throw new Error(`The database was ended (${error.message}) and is made anew when you press again`);
  });
  if (!answer.ok) throw new Error(`The tables could not be made: ${await answer.text()}`);
  seeded.add(id);
  return runtime.databases!;
}

/** The block's database and its number; made anew, as at the start, when it is not there any more. */
async function find(settings: SqlSettings, again = true): Promise<{ databases: Databases; id: number }> {
  const databases = seeded.has(settings.id) && opened ? (await opened).databases! : await restore(settings);
  const list = await databases.list().catch(() => []);
  const id = list.findLast(({ name }) => name === fileOf(settings.id))?.id;
  if (id !== undefined) return { databases, id };
  forget();
  if (again) return find(settings, false);
  throw new Error('The database could not be made. Reload the page to try again');
}

/** Runs the SQL on the block's database, which keeps its changes until it is put back. */
export async function query(settings: SqlSettings, sql: string): Promise<SqlOutcome> {
  const { databases, id } = await find(settings);
  try {
    // Before anything is changed: a plan is about what is there.
    const plan = settings.plan ? await databases.plan(id, sql).catch(() => undefined) : undefined;
    return { result: await databases.query(id, sql, { allowChanges: true }), plan };
  } catch (error) {
    const message = (error as Error).message;
    const messageOf = (text: string) => databases.plan(id, text).then(() => undefined, (failed: Error) => failed.message); // prettier-ignore
    return { error: message, place: await placeOfError(sql, message, messageOf) };
  }
} // prettier-ignore
