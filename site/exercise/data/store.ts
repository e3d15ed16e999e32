import { signal } from '@preact/signals';
import type { DatabaseInfo, Databases, StatementLog, TableInfo } from '../../../sandbox/databases.ts';
import { joinDatabases } from '../../../sandbox/runtimes/databases.ts';
import type { ProgramHost } from '../../../sandbox/session/program-host.ts';
import type { Model } from '../model.ts';

/** Where databases are looked for: in the learner's program, or in the last run of the tests. */
export type Source = 'program' | 'tests';
export type View = 'tables' | 'query' | 'statements';

/** What there is to look into; `reason` says why there is nothing. */
export type Found =
  | { state: 'waiting' | 'stopped' | 'starting' | 'not-run' | 'running' | 'none' }
  | { state: 'unreadable'; reason: string }
  | { state: 'found' };

export type DataStore = ReturnType<typeof createDataStore>;

const nothing: StatementLog = { statements: [], others: 0 };

const createSignals = (model: Model) => ({
  source: signal<Source>(model.state.peek().report ? 'tests' : 'program'),
  found: signal<Found>({ state: 'waiting' }),
  list: signal<DatabaseInfo[]>([]),
  chosen: signal<number | undefined>(undefined),
  tables: signal<TableInfo[]>([]),
  log: signal(nothing),
  /** Counts the readings: whoever shows rows reads them again. */
  version: signal(0),
  view: signal<View>('tables'),
  /** Put into the query box from elsewhere, to be explained. */
  asked: signal(''),
});

/** One reading, all at once. */
function createShow({ found, list, tables, log, version }: ReturnType<typeof createSignals>) {
  return (now: Found, all: DatabaseInfo[] = [], read: TableInfo[] = [], statements = nothing) => {
    list.value = all;
    tables.value = read;
    log.value = statements;
    found.value = now;
    version.value++;
  };
}

/** What the panel shows. Reading again keeps what is chosen, where it is still there. */
export function createDataStore(model: Model) {
  const signals = createSignals(model);
  const { source, list, chosen } = signals;
  let databases: Databases | undefined;
  let pulse = -1;
  let [turn, looking] = [0, false];

  const show = createShow(signals);
  const refresh = async () => {
    const mine = ++turn;
    const ready = await access(model, source.peek()).catch(() => undefined);
    if (mine !== turn) return;
    if (!ready || 'state' in ready) {
      databases = undefined;
      // What starts again has the same databases as before: what was typed for them stays.
      return show(ready ?? { state: 'stopped' }, ready?.state === 'starting' ? list.peek() : []);
    }
    databases = ready;
    try {
      const [beat, all] = [await databases.pulse(), await databases.list()];
      const id = all.some((one) => one.id === chosen.peek()) ? chosen.peek() : first(model, source.peek(), all);
      const statements = await databases.statements(id);
      const read = id === undefined ? [] : await databases.schema(id);
      if (mine !== turn) return;
      pulse = beat;
      chosen.value = id;
      show({ state: all.length ? 'found' : 'none' }, all, read, statements);
    } catch (error) {
      if (mine === turn) show({ state: 'unreadable', reason: (error as Error).message }, list.peek());
    }
  };
  return {
    ...signals,
    refresh,
    databases: () => databases,
    /** What is chosen runs beside the program, as a server of its own. */
    besides: () => (chosen.value ?? 0) < 0,
    kind: () => list.value.find(({ id }) => id === chosen.value)?.library,
    /** Reads again when the program has done something since. */
    async look() {
      if (looking) return;
      looking = true;
      const now = await databases?.pulse().catch(() => pulse);
      looking = false;
      if (now !== undefined && now !== pulse) await refresh();
    },
    choose(id: number) {
      chosen.value = id;
      void refresh();
    },
    lookAt(next: Source) {
      if (next === source.peek()) return;
      source.value = next;
      list.value = [];
      chosen.value = undefined;
      void refresh();
    },
  };
}

/** The databases of a source, or why there are none. */
async function access(model: Model, source: Source): Promise<Databases | Found> {
  const services = model.services.peek();
  if (!services) return { state: 'waiting' };
  if (source === 'program') {
    const { phase } = model.program.peek();
    const beside = services.databases;
    if (beside?.state.phase === 'running') return joinDatabases(beside.databases, await ownDatabases(services.program));
    if (phase === 'starting' || beside?.state.phase === 'starting') return { state: 'starting' };
    if (phase !== 'running' && phase !== 'ended') return { state: 'stopped' };
    return (await services.program.runtime())?.databases ?? { state: 'none' };
  }
  const { phase, report } = model.state.peek();
  if (phase === 'running') return { state: 'running' };
  if (!report) return { state: 'not-run' };
  return (await services.session.databases()) ?? { state: 'none' };
}

const ownDatabases = async (program: ProgramHost): Promise<Databases | undefined> =>
  /running|ended/.test(program.state.phase) ? (await program.runtime())?.databases : undefined;

/** The program's first database; of the tests, the one that the first failing test has left. */
function first(model: Model, source: Source, all: DatabaseInfo[]): number | undefined {
  const left = source === 'tests' ? all.find(({ scope }) => failedTests(model).has(scope ?? '')) : undefined;
  return (left ?? all[0])?.id;
}

export function failedTests({ state }: Model): Set<string> {
  const { report } = state.peek();
  const tests = report && 'tests' in report ? (report.tests ?? []) : [];
  return new Set(tests.filter(({ status }) => status === 'failed').map(({ name }) => name));
}
