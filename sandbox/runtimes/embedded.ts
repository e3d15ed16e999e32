import { createFrame, type Frame } from '../embedded/frame.ts';
import { loadEngine, openRealm, type Engine, type RealmHandle } from '../embedded/host.ts';
import { root, type FromWorker, type PlainRequest } from '../embedded/protocol.ts';
import { readRun, readTest } from '../embedded/read-run.ts';
import { busyTooLong, internalFault, outOfMemory, stopped, waitedTooLong } from '../faults.ts';
import { toReport, toResults, type VitestTest } from '../report.ts';
import type { Files, RunOptions, Runtime, StartResult, TestReport } from '../types.ts';

export interface EmbeddedOptions {
  /** URL of the folder with the engine's `manifest.json`. */
  assets: string;
  /** Seconds that one run may take; 5 unless told otherwise. */
  timeLimit?: number;
  /** npm packages to load before the first run. Others are loaded when a program imports them. */
  packages?: string[];
  /** An iframe (sandbox="allow-scripts") with the manifest's `frame` that the page brings along; one is made otherwise. */
  frame?: HTMLIFrameElement | undefined;
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
      pool.prepare(files);
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
      return sendRequest(realm, requests++, request, limit, pool);
    },
    async dispose() {
      pool.close();
    },
  };
}

/** At most two realms: the one in use and one that is ready to be. */
function createPool(engine: Engine, options: EmbeddedOptions) {
  let frame: Frame | undefined;
  const open = () => {
    const given = frame ? undefined : options.frame;
    if (!frame || frame.dead()) frame = createFrame(new URL(engine.manifest.frame, engine.base), given);
    return openRealm(engine, frame, options.packages ?? [], options.onSlow);
  };
  let spare: RealmHandle | undefined;
  let used: RealmHandle | undefined;
  /** A spare goes down with its frame, whoever took the frame down. */
  const living = (realm: RealmHandle | undefined) => (frame?.dead() ? undefined : realm);
  let closed = false;
  let likely: Files | undefined;
  /** Most files stay as they are between two runs, so a spare realm transforms them before they are asked for. */
  const prepare = async (realm: RealmHandle) => {
    await realm.ready.catch(() => {});
    if (realm === spare && likely) realm.post({ type: 'prepare', files: likely });
  };
  return {
    prepare(files: Files) {
      likely = files;
      if (spare) void prepare(spare);
    },
    async warm() {
      spare = living(spare) ?? open();
      await spare.ready;
    },
    current: () => used,
    /** The realm in use is needed no longer. Ending it costs the page some ms, which a run need not wait for. */
    retire() {
      const old = used;
      used = undefined;
      if (old) setTimeout(() => old.close());
    },
    /** A realm in which nothing has run yet. The next one starts when `refill` is called. */
    async take(): Promise<RealmHandle> {
      if (closed) throw new Error('This runtime was disposed of.');
      this.retire();
      used = living(spare) ?? open();
      spare = undefined;
      const taken = used;
      await taken.ready;
      return taken;
    },
    /** After a run, not during it: starting a realm takes a processor for a while. */
    refill() {
      if (closed || living(spare)) return;
      spare = open();
      void prepare(spare);
    },
    close() {
      closed = true;
      used?.close();
      spare?.close();
      frame?.close();
      used = spare = undefined;
    },
  };
}

type Pool = ReturnType<typeof createPool>;

const bootFault = (error: Error): ErrorReport => ({ status: 'error', reason: 'boot', message: error.message });

/** A run that makes progress on a slow computer may take this many limits in all. */
const patience = 3;
/** ms that a worker has to show that it is only waiting, before its run is ended. */
const grace = 150;

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
    let timer: ReturnType<typeof setTimeout>;
    const done: VitestTest[] = [];
    const end = (result: Result | ErrorReport) => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', abort);
      realm.listen(() => {});
      resolve(result);
      setTimeout(() => pool.refill());
    };
    const kill = (report: ErrorReport) => {
      pool.retire();
      end(done.length ? { ...report, tests: toResults(done, { root }) } : report);
    };
    const abort = () => kill(stopped());
    const started = performance.now();
    let progress = started;
    const overdue = () => {
      const now = performance.now();
      const left = Math.min(progress + limit, started + patience * limit) - now;
      // Tests that end one after the other are no endless loop: the limit counts from the last of them.
      if (left > 1) return void (timer = setTimeout(overdue, left));
      timer = setTimeout(() => kill(busyTooLong(limit, test)), grace);
      realm.post({ type: 'ping' });
    };
    const listener = (message: Incoming) => {
      if (message.type === 'output') run.onOutput?.(message.output);
      else if (message.type === 'test-start') {
        test = String(message.name);
        run.onTestStart?.(test);
      } else if (message.type === 'test-end') {
        progress = performance.now();
        done.push(readTest(message.test));
      } else if (message.type === 'pong') kill(waitedTooLong(limit, test));
      else if (message.type === 'died') kill(outOfMemory(test));
      else if (message.type === 'fault') kill(internalFault(message.message));
      else if (message.type === 'report') end(message.report);
      else {
        const result = finish(message);
        if (result !== undefined) end(result);
      }
    };
    timer = setTimeout(overdue, limit);
    run.signal?.addEventListener('abort', abort);
    if (run.signal?.aborted) return abort();
    realm.listen(listener);
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

/** The worker's answer, streamed as it is written. Rejects when the program breaks the connection or is not heard of. */
async function sendRequest(
  realm: RealmHandle,
  id: number,
  request: Request,
  limit: number,
  pool: Pool,
): Promise<Response> {
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : null;
  const plain: PlainRequest = { method: request.method, url: request.url, headers: [...request.headers], body };
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    pool.retire();
    pool.refill();
    reject(new Error(`The program gave no answer within ${limit / 1000} s and was ended. Start it again.`));
  }, limit);
  try {
    return await Promise.race([realm.request(id, plain), silence]);
  } finally {
    clearTimeout(timer);
  }
}
