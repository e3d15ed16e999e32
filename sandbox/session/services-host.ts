import type { Databases } from '../databases.ts';
import type { BesideRequest, Running } from '../services/beside/index.ts';
import { services, type ServiceName } from '../services/names.ts';
import { createDatabases } from '../runtimes/databases.ts';
import type { ByteStream } from '../shell/types.ts';
import type { Runtime, SharedPorts } from '../types.ts';
import { dial } from './dial.ts';
import { errorText, sameFiles, type TextFiles } from './work.ts';

export interface ServicesState {
  phase: 'stopped' | 'starting' | 'running' | 'failed';
  /** Why they did not start. */
  message?: string | undefined;
}

/** What a program is given, so that it finds its databases. */
export interface Joined {
  env: Record<string, string>;
  reach?: SharedPorts | undefined;
}

export interface ServicesHost {
  readonly names: readonly ServiceName[];
  readonly state: ServicesState;
  /**
   * Starts them, where they do not run or `schema.sql` is another one than they were set up with, and lets the program
   * that `runtime` starts next find them. Rejects with what failed, in a sentence.
   */
  join(runtime: Runtime, files: TextFiles): Promise<Joined>;
  /** What is in them, while they run. */
  databases: Databases;
  /** What `psql` asks (`postgres`, `script`, `{ sql }`); starts them where they do not run. */
  ask(service: ServiceName, method: string, params: unknown, files: TextFiles): Promise<unknown>;
  /**
   * A client's connection, as `redis-cli` has one; starts them where they do not run. For runtimes whose programs have
   * a network of their own. Rejects with `Connection refused` where none of them listens.
   */
  connect(port: number, files: TextFiles): Promise<ByteStream>;
  /** Ends them at once, whatever they do, and starts them as they were at first. Connections break, as when a server crashes. */
  restart(): Promise<void>;
  subscribe(listener: (state: ServicesState) => void): () => void;
  dispose(): Promise<void>;
}

export interface ServicesHostOptions {
  names: readonly ServiceName[];
  /** Gives the runtime that they run in; it must let a run take as long as it takes. */
  createRuntime(): Promise<Runtime>;
  /** Each on the port that it has by custom, where nobody else can have it; a free one otherwise. */
  usualPorts: boolean;
}

/** The databases beside the learner's programs. They outlive each of them, as they would on a server. */
export function createServicesHost(options: ServicesHostOptions): ServicesHost {
  const place = createPlace(options);
  const store = createStore();
  const joined = new Set<Runtime>();
  let setup: TextFiles = {};
  let current: { running: Promise<Running> } | undefined;
  const lose = (of: typeof current, message: string) => {
    if (of !== current) return;
    current = undefined;
    store.change({ phase: 'failed', message });
  };
  const start = (): Promise<Running> => {
    store.change({ phase: 'starting' });
    const running = place.begin(setup, (why) => lose(mine, why));
    const mine = (current = { running });
    running.then(
      () => mine === current && store.change({ phase: 'running' }),
      (error: unknown) => lose(mine, errorText(error)),
    );
    return running;
  };
  const ensure = async (files: TextFiles): Promise<Running> => {
    const wanted = setupOf(options.names, files);
    if (current && sameFiles(setup, wanted)) return current.running;
    setup = wanted;
    return start();
  };
  return {
    names: options.names,
    get state() {
      return store.state;
    },
    async join(to, files) {
      const { env } = await ensure(files);
      joined.add(to);
      return { env, reach: await place.share() };
    },
    databases: createDatabases(async (request) => {
      if (store.state.phase === 'running') return place.post(request);
      throw new Error('The databases are not running.');
    }),
    async ask(service, method, params, files) {
      await ensure(files);
      return place.post({ ask: 'command', service, method, params });
    },
    connect: async (port, files) => ensure(files).then(async () => dial(await place.share(), port)),
    async restart() {
      await start();
      for (const one of joined) {
        const shared = await place.share();
        if (shared) one.reach?.(shared);
      }
    },
    subscribe: store.subscribe,
    async dispose() {
      store.clear();
      await place.dispose();
    },
  };
}

const entry = 'databases.services';
/** In a network of its own nobody else has it. */
const controlPort = 4171;

/** The runtime that they run in, as one program. */
function createPlace({ names, createRuntime, usualPorts }: ServicesHostOptions) {
  let runtime: Promise<Runtime> | undefined;
  /** They keep the ports that they once had: programs know them. */
  let ports = names.map((name) => (usualPorts ? services[name].port : 0));
  const post = async (request?: BesideRequest): Promise<unknown> => {
    const init = { method: 'POST', body: JSON.stringify(request) ?? '' };
    const response = await (await runtime!).fetch(new Request(`http://localhost:${controlPort}/`, init));
    const { answer, error } = (await response.json()) as { answer?: unknown; error?: string };
    if (error !== undefined) throw new Error(error);
    return answer;
  };
  return {
    post,
    /** Ends those that run. @param ended Told when they come to an end by themselves, with why. */
    async begin(setup: TextFiles, ended: (why: string) => void): Promise<Running> {
      let said = '';
      runtime ??= createRuntime();
      runtime.catch(() => (runtime = undefined));
      const ready = await runtime;
      await ready.mount(setup);
      const started = await ready.start(entry, {
        args: names.map((name, at) => `${name}:${ports[at]}`),
        env: { PORT: String(controlPort) },
        onOutput: ({ stream, text }) => void (said += stream === 'stderr' ? text : ''),
        onExit: () => ended(said.trim() || 'The databases came to an end, as programs do that use too much memory.'),
      });
      if (started.status === 'error') throw new Error(started.message);
      const running = (await post()) as Running;
      ports = running.ports;
      return running;
    },
    share: async () => (await runtime!).share?.(ports),
    dispose: async () => (await runtime?.catch(() => undefined))?.dispose(),
  };
}

function createStore() {
  const listeners = new Set<(state: ServicesState) => void>();
  let state: ServicesState = { phase: 'stopped' };
  return {
    get state() {
      return state;
    },
    change(next: ServicesState) {
      state = next;
      for (const listener of listeners) listener(next);
    },
    subscribe(listener: (state: ServicesState) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => listeners.clear(),
  };
}

/** The files that set the databases up. */
function setupOf(names: readonly ServiceName[], files: TextFiles): TextFiles {
  const wanted = names.flatMap((name) => services[name].setup ?? []);
  return Object.fromEntries(wanted.flatMap((file) => (files[file] === undefined ? [] : [[file, files[file]]])));
}
