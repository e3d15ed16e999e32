import { loadEngine, type OnSlow } from '../embedded/engine.ts';
import type { RealmHandle, RealmMessage } from '../embedded/host.ts';
import { root } from '../embedded/protocol.ts';
import { toPlain, toResponse } from '../embedded/responses.ts';
import { readFault, readOutput, readPorts, readRun, readTest } from '../embedded/read-run.ts';
import { afterOwnTime } from '../own-time.ts';
import { createDatabases } from './databases.ts';
import { createPool, type Pool } from './realm-pool.ts';
import { createRunLimit } from './run-limit.ts';
import { busyTooLong, internalFault, outOfMemory, stopped, waitedTooLong, type Moment } from '../faults.ts';
import { toReport, toResults, type VitestTest } from '../report.ts';
import type {
  Files,
  PlainRequest,
  PlainResponse,
  RunOptions,
  Runtime,
  SharedPorts,
  StartResult,
  TestReport,
} from '../types.ts';

export interface EmbeddedOptions {
  /** URL of the folder with the engine's `manifest.json`. */
  assets: string;
  /** Seconds that one run may take; 5 unless told otherwise. */
  timeLimit?: number;
  /** npm packages to load before the first run. Others are loaded when a program imports them. */
  packages?: string[];
  /** An iframe (sandbox="allow-scripts") with the manifest's `frame` that the page brings along; one is made otherwise. */
  frame?: HTMLIFrameElement | undefined;
  /** Whether the next run's realm is started ahead; true unless told otherwise. It costs memory while nothing runs. */
  spare?: boolean;
  /** Whether the PostgreSQL of a run, emptied, serves the next one: for code that is known, as settings would stay. */
  hostsAgain?: boolean;
  /** Whether its program can be done without, though it runs: its hosts make room for others then. */
  idle?(): boolean;
  /** Told when a package takes a while to load; the promise settles when that is over. */
  onSlow?: OnSlow;
}

type ErrorReport = Extract<TestReport, { status: 'error' }>;

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
  const running = () => {
    const realm = pool.current();
    if (!realm) throw new Error('No program is running. Run the tests or start the server first.');
    return realm;
  };
  const send = async (request: PlainRequest, signal?: AbortSignal) =>
    sendRequest(running(), requests++, request, { limit, pool, signal });

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
    fetch: async (request) => toResponse(await send(await toPlain(request), request.signal)),
    send: (request, { signal } = {}) => send(request, signal),
    databases: createDatabases((request) => running().inspect(request)),
    share(ports) {
      const { port1, port2 } = new MessageChannel();
      running().post({ type: 'share', ports, wire: port1 }, [port1]);
      return { ports, wire: port2 };
    },
    reach(shared) {
      const realm = pool.current();
      if (realm) reach(realm, shared);
    },
    connect: async (url, protocols, listener) => running().connect(url, protocols, listener),
    async dispose() {
      pool.close();
    },
  };
}

/** ms from the wish for a run to the first line of its code: the engine's own time, which a busy computer makes long. */
const bootLimit = 30_000;

const bootFault = (error: Error): ErrorReport => ({ status: 'error', reason: 'boot', message: error.message });
const lateStart = () =>
  bootFault(new Error(`Your code had not begun after ${bootLimit / 1000} s. Is this device very busy? Run again.`));

/** The limits of one run: the engine's own time comes first, then that of the program. */
function createClock(realm: RealmHandle, limit: number, at: Moment, kill: (report: ErrorReport) => void) {
  const start = (ms: number, over: () => ErrorReport) =>
    createRunLimit({
      limit: ms,
      loading: realm.loading,
      ask: () => realm.post({ type: 'ping' }),
      over: () => kill(over()),
    });
  let clock = start(bootLimit, lateStart);
  let late = lateStart;
  return {
    /** The program's own code comes next. */
    begun() {
      if (late !== lateStart) return;
      clock.stop();
      clock = start(limit, () => busyTooLong(limit, at));
      late = () => waitedTooLong(limit, at);
    },
    /** The worker was asked at the limit, and answered: it does nothing. */
    waits: () => kill(late()),
    progress: () => clock.progress(),
    stop: () => clock.stop(),
  };
}

/** Posts the work and waits for one of the messages that end it, for the time limit, or for the caller's signal. */
function work<Result>(
  realm: RealmHandle,
  pool: Pool,
  limit: number,
  run: RunOptions,
  begin: () => void,
  finish: (message: RealmMessage) => Result | undefined,
): Promise<Result | ErrorReport> {
  return new Promise((resolve) => {
    const at: Moment = {};
    pool.busy(true);
    const done: VitestTest[] = [];
    const end = (result: Result | ErrorReport) => {
      clock.stop();
      run.signal?.removeEventListener('abort', abort);
      const { status } = Object(result) as Partial<StartResult>;
      pool.busy(status === 'started');
      realm.listen((message) => hearLater(message, run, () => pool.current() === realm && pool.busy(false)));
      resolve(result);
      setTimeout(() => pool.refill());
    };
    const kill = (report: ErrorReport) => {
      pool.retire();
      end(done.length ? { ...report, tests: toResults(done, { root }) } : report);
    };
    const abort = () => kill(stopped());
    const clock = createClock(realm, limit, at, kill);
    const listener = (message: RealmMessage) => {
      if (hear(message, run)) return;
      if (message.type === 'begun') clock.begun();
      else if (message.type === 'test-start') {
        at.test = typeof message.name === 'string' ? message.name : '';
        at.over = false;
        run.onTestStart?.(at.test);
      } else if (message.type === 'test-end') {
        clock.progress();
        at.over = true;
        const ended = readTest(message.test);
        if (ended) done.push(ended);
      } else if (message.type === 'pong') clock.waits();
      else if (message.type === 'died') kill(outOfMemory(at));
      // Other files were mounted, or another run was asked for, while this one was under way.
      else if (message.type === 'closed') end(stopped());
      else if (message.type === 'fault')
        kill(internalFault(`${typeof message.message === 'string' ? message.message : ''}`));
      else if (message.type === 'report') end(readFault(message.report));
      else {
        const result = finish(message);
        if (result !== undefined) end(result);
      }
    };
    run.signal?.addEventListener('abort', abort);
    if (run.signal?.aborted) return abort();
    realm.listen(listener);
    begin();
  });
}

/** What a started program prints later still belongs to whoever started it. */
function hearLater(message: RealmMessage, run: RunOptions, over: () => void): void {
  if (message.type === 'died' || message.type === 'exit') over();
  if (message.type === 'died') run.onExit?.(137);
  else hear(message, run);
}

/** What a program says and does on its own, for as long as it lives. Returns whether it was that. */
function hear(message: RealmMessage, run: RunOptions): boolean {
  if (message.type === 'output') run.onOutput?.(readOutput(message.output));
  else if (message.type === 'exit') run.onExit?.(Number(message.code) || 0);
  else return false;
  return true;
}

function runTests(realm: RealmHandle, files: Files, limit: number, run: RunOptions, pool: Pool): Promise<TestReport> {
  const finish = (message: RealmMessage) => {
    if (message.type !== 'run') return undefined;
    const result = readRun(message.run);
    return result ? toReport(result, { root }) : internalFault('what the tests came to could not be read.');
  };
  return work<TestReport>(realm, pool, limit, run, () => realm.post({ type: 'test', files }), finish);
}

const reach = (realm: RealmHandle, { ports, wire }: SharedPorts) => realm.post({ type: 'reach', ports, wire }, [wire]);

function startProgram(realm: RealmHandle, files: Files, entry: string, limit: number, run: RunOptions, pool: Pool) {
  const finish = (message: RealmMessage): StartResult | undefined =>
    message.type === 'started' ? { status: 'started', ports: readPorts(message.ports) } : undefined;
  return work<StartResult>(
    realm,
    pool,
    limit,
    run,
    () => {
      if (run.reach) reach(realm, run.reach);
      realm.post({ type: 'start', files, entry, args: run.args, env: run.env });
    },
    finish,
  );
}

/** The worker's answer, streamed as it is written. Rejects when the program breaks the connection or is not heard of. */
async function sendRequest(
  realm: RealmHandle,
  id: number,
  request: PlainRequest,
  { limit, pool, signal }: { limit: number; pool: Pool; signal?: AbortSignal },
): Promise<PlainResponse> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const stopClock = afterOwnTime(limit, () => {
    reject(new Error(`The program gave no answer within ${limit / 1000} s and was ended. Start it again.`));
    realm.kill();
    pool.retire();
    pool.refill();
  });
  try {
    return await Promise.race([silence, realm.request(id, request, signal)]);
  } finally {
    stopClock();
  }
}
