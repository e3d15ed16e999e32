import type {
  Connection,
  Files,
  Output,
  PlainRequest,
  PlainResponse,
  RunOptions,
  Runtime,
  SocketEvent,
} from '../types.ts';
import type { ServicesHost } from './services-host.ts';
import { errorText, type TextFiles } from './work.ts';

export interface ProgramState {
  /** `ended`: it came to its own end. `failed`: it did not start, or was ended with an error. */
  phase: 'stopped' | 'starting' | 'running' | 'ended' | 'failed';
  /** The file that was started. */
  entry: string;
  ports: number[];
  /** Why it failed. */
  message?: string | undefined;
  exitCode?: number | undefined;
  /** Started by somebody else beside the page, such as a shell: not the page's to stop. */
  elsewhere?: true;
  /** What it was started with: other files than the session's now mean that it runs older code. */
  files: TextFiles;
}

/** What a program gets beside its files. */
export interface StartedWith extends Pick<RunOptions, 'args' | 'env' | 'reach'> {
  /** Files that the session does not keep, because they are no text. */
  files?: Files;
}

export interface ProgramHost {
  readonly state: ProgramState;
  /** Starts `entry` with these files in place of whatever runs. Resolves when it listens, has ended or has failed. */
  start(entry: string, files: TextFiles, more?: StartedWith): Promise<ProgramState>;
  stop(): void;
  /** Sends a request to the running program. Rejects with a sentence for the learner when none runs. */
  fetch(request: Request): Promise<Response>;
  /** The same with any header, in the case and order given. */
  send(request: PlainRequest, options?: { signal?: AbortSignal }): Promise<PlainResponse>;
  /** Opens a WebSocket to the running program. */
  connect(url: string, protocols: string[], listener: (event: SocketEvent) => void): Promise<Connection>;
  /** The runtime that the program runs in, once one was started. */
  runtime(): Promise<Runtime> | undefined;
  subscribe(listener: (state: ProgramState) => void): () => void;
  /** What the program prints, from its start on. */
  onOutput(listener: (output: Output) => void): () => void;
  dispose(): Promise<void>;
}

export const stoppedProgram: ProgramState = { phase: 'stopped', entry: '', ports: [], files: {} };

export interface ProgramHostOptions {
  createRuntime(): Promise<Runtime>;
  /** The databases that a program finds. */
  services?: ServicesHost | undefined;
}

/**
 * The learner's own program beside the tests: one at a time, on a runtime of its own, so that a test run and a server
 * that somebody talks to do not end each other.
 */
export function createProgramHost({ createRuntime, services }: ProgramHostOptions): ProgramHost {
  const readers = new Set<(output: Output) => void>();
  const store = createStore();
  let runtime: Promise<Runtime> | undefined;
  let current: AbortController | undefined;
  const getRuntime = () => {
    runtime ??= createRuntime();
    runtime.catch(() => (runtime = undefined));
    return runtime;
  };
  const stop = () => {
    if (!/starting|running/.test(store.state.phase)) return;
    current?.abort();
    store.change({ phase: 'stopped', ports: [] });
    // Mounting anything ends what runs.
    void runtime?.then((ready) => ready.mount({})).catch(() => {});
  };
  const running = async () => {
    if (store.state.phase !== 'running' || !runtime) throw new Error('No server is running. Start it first.');
    return runtime;
  };
  return {
    get state() {
      return store.state;
    },
    async start(entry, files, more = {}) {
      current?.abort();
      const { signal } = (current = new AbortController());
      store.change({ phase: 'starting', entry, files, ports: [], message: undefined, exitCode: undefined });
      try {
        const ready = await getRuntime();
        const found = signal.aborted ? undefined : await services?.join(ready, files);
        if (!signal.aborted) await begin(ready, store, readers, signal, withServices(more, found));
      } catch (error) {
        if (!signal.aborted) store.change({ phase: 'failed', message: errorText(error) });
      }
      return store.state;
    },
    stop,
    ...talkTo(running),
    runtime: () => runtime,
    subscribe: store.subscribe,
    onOutput(listener) {
      readers.add(listener);
      return () => readers.delete(listener);
    },
    async dispose() {
      stop();
      store.clear();
      await (await runtime?.catch(() => undefined))?.dispose();
    },
  };
}

function talkTo(running: () => Promise<Runtime>): Pick<ProgramHost, 'fetch' | 'send' | 'connect'> {
  return {
    fetch: async (request) => (await running()).fetch(request),
    async send(request, options) {
      const ready = await running();
      if (!ready.send) throw new Error('This runtime cannot send such a request.');
      return ready.send(request, options);
    },
    async connect(url, protocols, listener) {
      const ready = await running();
      if (!ready.connect) throw new Error('This runtime has no WebSockets.');
      return ready.connect(url, protocols, listener);
    },
  };
}

type Store = ReturnType<typeof createStore>;

function createStore() {
  const listeners = new Set<(state: ProgramState) => void>();
  let state = stoppedProgram;
  return {
    get state() {
      return state;
    },
    change(part: Partial<ProgramState>) {
      state = { ...state, ...part };
      for (const listener of listeners) listener(state);
    },
    subscribe(listener: (state: ProgramState) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => listeners.clear(),
  };
}

/** What a program is told of its databases; what it was started with goes before. */
const withServices = (more: StartedWith, found: Awaited<ReturnType<ServicesHost['join']>> | undefined): StartedWith =>
  found ? { ...more, env: { ...found.env, ...more.env }, reach: found.reach } : more;

/** Mounts and starts what the store says, and follows it until the signal ends its turn. */
async function begin(
  runtime: Runtime,
  store: Store,
  readers: Set<(output: Output) => void>,
  signal: AbortSignal,
  { files: more, ...started }: StartedWith,
) {
  const { entry, files } = store.state;
  await runtime.mount({ ...files, ...more });
  const result = await runtime.start(entry, {
    ...started,
    signal,
    onOutput(output) {
      if (!signal.aborted) for (const reader of readers) reader(output);
    },
    onExit(exitCode) {
      if (!signal.aborted) store.change({ phase: exitCode ? 'failed' : 'ended', exitCode, ports: [] });
    },
  });
  if (signal.aborted) return;
  if (result.status === 'error') store.change({ phase: 'failed', message: result.message });
  else if (store.state.phase === 'starting') store.change({ phase: 'running', ports: result.ports });
}
