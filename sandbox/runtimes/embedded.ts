import { loadEngine, openRealm, type Engine, type RealmHandle } from '../embedded/host.ts';
import { root, type FromWorker, type PlainRequest } from '../embedded/protocol.ts';
import { readRun } from '../embedded/read-run.ts';
import { toReport } from '../report.ts';
import type { ErrorReason, Files, RunOptions, Runtime, StartResult, TestReport } from '../types.ts';

export interface EmbeddedOptions {
  /** URL of the folder with the engine's `manifest.json`. */
  assets: string;
  /** Seconds that one run may take; 5 unless told otherwise. */
  timeLimit?: number;
  /** npm packages to load before the first run. Others are loaded when a program imports them. */
  packages?: string[];
  /** Told when a package takes a while to load. */
  onSlow?(name: string): void;
}

type ErrorReport = Extract<TestReport, { status: 'error' }>;
type Incoming = FromWorker | { type: 'died' };

/**
 * Node in the browser: each run gets a fresh worker inside a frame of an opaque origin, warmed up while the learner
 * writes. The worker of the last run stays alive for `fetch` until the next run or `mount`.
 */
export async function createEmbeddedRuntime(options: EmbeddedOptions): Promise<Runtime> {
  const engine = await loadEngine(options.assets);
  const pool = createPool(engine, options);
  const limit = (options.timeLimit ?? 5) * 1000;
  let files: Files = {};
  let requests = 0;
  await pool.warm();

  return {
    async mount(next) {
      files = { ...next };
      pool.retire();
    },
    async test(run = {}) {
      const realm = await pool.take().catch((error: Error) => bootFault(error));
      if ('status' in realm) return realm;
      return runTests(realm, files, limit, run, pool);
    },
    async start(entry, run = {}) {
      const realm = await pool.take().catch((error: Error) => bootFault(error));
      if ('status' in realm) return realm;
      return startProgram(realm, files, entry, limit, run, pool);
    },
    async fetch(request) {
      const realm = pool.current();
      if (!realm) throw new Error('No program is running. Run the tests or start the server first.');
      return sendRequest(realm, requests++, request);
    },
    async dispose() {
      pool.close();
    },
  };
}

/** At most two realms: the one in use and one that is ready to be. */
function createPool(engine: Engine, options: EmbeddedOptions) {
  const open = () => openRealm(engine, options.packages ?? [], options.onSlow);
  let spare: RealmHandle | undefined;
  let used: RealmHandle | undefined;
  let closed = false;
  return {
    async warm() {
      spare ??= open();
      await spare.ready;
    },
    current: () => used,
    retire() {
      used?.close();
      used = undefined;
    },
    /** A realm in which nothing has run yet. The next one starts when `refill` is called. */
    async take(): Promise<RealmHandle> {
      if (closed) throw new Error('This runtime was disposed of.');
      used?.close();
      used = spare ?? open();
      spare = undefined;
      const taken = used;
      await taken.ready;
      return taken;
    },
    /** After a run, not during it: starting a realm takes a processor for a while. */
    refill() {
      if (!closed) spare ??= open();
    },
    close() {
      closed = true;
      used?.close();
      spare?.close();
      used = spare = undefined;
    },
  };
}

type Pool = ReturnType<typeof createPool>;

const fault = (reason: ErrorReason, message: string): ErrorReport => ({ status: 'error', reason, message });
const bootFault = (error: Error) => fault('boot', error.message);

/** Posts the work and waits for one of the messages that end it, for the time limit, or for the caller's signal. */
function work<Result>(
  realm: RealmHandle,
  pool: Pool,
  limit: number,
  run: RunOptions,
  begin: () => void,
  finish: (message: Incoming) => Result | undefined,
): Promise<Result | ErrorReport> {
  return new Promise((resolve) => {
    let test: string | undefined;
    const end = (result: Result | ErrorReport, dead = false) => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', abort);
      realm.listen(() => {});
      if (dead) pool.retire();
      pool.refill();
      resolve(result);
    };
    const abort = () => end(fault('timeout', 'The run was stopped.'), true);
    const timer = setTimeout(() => end(fault('timeout', tooLong(limit, test)), true), limit);
    run.signal?.addEventListener('abort', abort);
    if (run.signal?.aborted) return abort();
    realm.listen((message) => {
      if (message.type === 'output') run.onOutput?.(message.output);
      else if (message.type === 'test-start') {
        test = String(message.name);
        run.onTestStart?.(test);
      } else if (message.type === 'died') end(fault('memory', outOfMemory(test)), true);
      else if (message.type === 'report') end(message.report);
      else if (message.type === 'fault') end(fault('internal', internal(message.message)), true);
      else {
        const result = finish(message);
        if (result !== undefined) end(result);
      }
    });
    begin();
  });
}

function runTests(realm: RealmHandle, files: Files, limit: number, run: RunOptions, pool: Pool): Promise<TestReport> {
  const finish = (message: Incoming) => (message.type === 'run' ? toReport(readRun(message.run), { root }) : undefined);
  return work<TestReport>(realm, pool, limit, run, () => realm.post({ type: 'test', files }), finish);
}

function startProgram(realm: RealmHandle, files: Files, entry: string, limit: number, run: RunOptions, pool: Pool) {
  const finish = (message: Incoming): StartResult | undefined =>
    message.type === 'started' ? { status: 'started', ports: message.ports } : undefined;
  return work<StartResult>(realm, pool, limit, run, () => realm.post({ type: 'start', files, entry }), finish);
}

/** The worker's answer, streamed as it is written. Rejects when the program breaks the connection. */
async function sendRequest(realm: RealmHandle, id: number, request: Request): Promise<Response> {
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : null;
  const plain: PlainRequest = { method: request.method, url: request.url, headers: [...request.headers], body };
  return realm.request(id, plain);
}

const during = (test: string | undefined) => (test ? ` while “${test}” was running` : ' before the first test began');

const tooLong = (limit: number, test: string | undefined) =>
  `Your code was still busy after ${limit / 1000} s${during(test)}, so the run was ended. ` +
  'Look for a loop whose condition never becomes false, or a function that calls itself without an end.';

const outOfMemory = (test: string | undefined) =>
  `Your code used up the memory of its process${during(test)}, so the run was ended. ` +
  'Look for an array, a string or a cache that grows in a loop and never stops.';

const internal = (message: string) =>
  `The runtime itself failed; this is not your fault. Run again, and report it if it stays. Details: ${message}`;
