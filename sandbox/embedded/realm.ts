import type { Files, Output } from '../types.ts';
import { createLoader } from './modules/loader.ts';
import { createPackages } from './modules/packages.ts';
import { installStacks } from './modules/stacks.ts';
import { endUncaught } from './modules/uncaught.ts';
import { createOutput } from './output.ts';
import { keepNodesNames } from './realm-globals.ts';
import { createRealmHosts } from './realm-hosts.ts';
import { createSockets } from './sockets.ts';
import { answer, collectUnhandled, removeFiles, writeFiles } from './realm-parts.ts';
import { createRealmDatabases, type RealmDatabases } from './databases.ts';
import type { PackageModules } from './packages/registry.ts';
import type * as sqliteChunk from './packages/better-sqlite3.ts';
import { root, type FromWorker, type PlainRequest, type ToWorker } from './protocol.ts';
import { hold, markOver, prepareEnd, release, watchEnd } from './node/alive.ts';
import { createBuiltins } from './node/index.ts';
import { ProcessExit } from './node/process.ts';
import { installGlobals } from './node/globals.ts';

type Post = (message: FromWorker, transfer?: Transferable[]) => void;

export interface RealmOptions {
  chunks: Record<string, string>;
  wasm: Record<string, ArrayBuffer>;
  /** Packages that the first run is likely to import. */
  packages: string[];
  /** Where the modules of packages are. */
  modules: PackageModules;
  post: Post;
}

export type Realm = Awaited<ReturnType<typeof createRealm>>;

/** Makes this worker look like Node: globals, built-ins, an empty disk, and the packages that came along. */
export async function createRealm(options: RealmOptions) {
  const output = createOutput((output: Output) => options.post({ type: 'output', output }));
  const unhandled = collectUnhandled();
  const end = createEnd((code) => options.post({ type: 'exit', code }));
  const node = createBuiltins({
    write: output,
    cwd: root,
    exit: (code) => exitOfSuites(code, () => end.now(node, code)),
  });
  installGlobals(globalThis, node);
  installStacks(globalThis);
  const databases = createRealmDatabases();
  const hosts = createRealmHosts(node, options.post);
  const { packages, loader, chunks } = await openModules(node, options, databases);
  keepNodesNames(globalThis);

  const endOn = (error: unknown, fromPromise = false) => {
    const said = endUncaught(node.process as never, error, output, fromPromise);
    if (said === undefined) return said;
    markOver();
    end.now(node, Number(node.process['exitCode'] ?? 1));
    return said;
  };
  return {
    packages,
    loader,
    /** Evaluates what the first run is likely to import. */
    async preload() {
      for (const name of options.packages) await packages.load(name);
    },
    isBuiltin: node.has,
    /** What a program that is started finds in `process.argv`. */
    setEntry(path: string, args: string[] = [], env: Record<string, string> = {}) {
      node.process['argv'] = [node.process['execPath'], path, ...args];
      Object.assign(node.process['env'], env);
    },
    /** What Node does with an error that nobody caught. */
    endUncaught: endOn,
    /** From now on an error that nobody catches ends the program. */
    endOnUncaught() {
      prepareEnd(node.process as never, globalThis);
      unhandled.watch((error, fromPromise) => void endOn(error, fromPromise));
    },
    /** Tells the program when it has nothing left to do. */
    watchEnd: () => watchEnd(node.process as never, () => end.now(node, Number(node.process['exitCode'] ?? 0))),
    now: performance.now.bind(performance),
    ports: () => node.network.ports().map(({ port }) => port),
    takeUnhandled: unhandled.take,
    /** What Vitest sets in its workers; a program that is started alone does not see it. */
    enterSuite: () => void Object.assign(node.process['env'], { NODE_ENV: 'test', VITEST: 'true', TEST: 'true' }),
    chunks,
    hosts,
    databases,
    writeFiles: (files: Files) => writeFiles(node.require('fs') as typeof import('node:fs'), files),
    removeFiles: (files: Files) => removeFiles(node.require('fs') as typeof import('node:fs'), files),
    answer: (id: number, request: PlainRequest) =>
      databases.request(request, () => answer(node.network, id, request, options.post, end.promise)),
    sockets: createSockets(node.network, options.post, end.promise),
  };
}

type Node = ReturnType<typeof createBuiltins>;

/** The servers of a process that ended take no connections, and its clients hear no more of it. */
function createEnd(tell: (code: number) => void) {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  let ended = false;
  const now = (node: Node, code: number) => {
    if (!ended) tell(code);
    ended = true;
    node.network.reset();
    reject(new Error('the program has ended'));
  };
  return { promise, now };
}

/** What programs import: packages in chunks, files on the disk, and Vitest. */
async function openModules(node: Node, { chunks, wasm, modules, post }: RealmOptions, databases: RealmDatabases) {
  const arriving = createArriving(wasm, post);
  const packages = createPackages({
    modules,
    builtin: (name) => (node.has(name) ? node.require(name) : undefined),
    fetchChunk: arriving.ask,
    globals: { process: node.process, Buffer: globalThis.Buffer },
    program: {
      require: (request, from) => loader.Module.createRequire(from)(request),
      import: (specifier, from) => loader.modules.import(specifier, from),
    },
    async prepare(name, exports) {
      if (name !== 'better-sqlite3') return exports;
      const { prepare, nodeSqlite, inspector } = exports as typeof sqliteChunk;
      const prepared = await prepare(arriving.wasm('sqlite'), node.require('fs') as never, databases.watch);
      databases.use(inspector());
      node.provide('sqlite', nodeSqlite());
      return prepared;
    },
  });
  // Before any package asks for `node:module`, which is the loader's.
  const loader = createLoader({
    fs: node.require('fs') as typeof import('node:fs'),
    process: node.process,
    builtins: node,
    packages: packages.source,
  });
  for (const [name, text] of Object.entries(chunks)) packages.add(name, text);
  const vitest = (await packages.load('vitest-runner')) as { api: object };
  packages.provide('vitest', vitest.api);
  return { packages, loader, chunks: arriving.chunks };
}

/** Pieces of the engine that the page sends: those that came with the start, and those that are asked for later. */
function createArriving(wasm: Record<string, ArrayBuffer>, post: Post) {
  const bytes = new Map(Object.entries(wasm));
  const waiting = new Map<string, { resolve(text: string): void; reject(error: Error): void }>();
  return {
    wasm: (name: string) => bytes.get(name)!,
    ask: (name: string) =>
      new Promise<string>((resolve, reject) => {
        const arriving = {};
        hold(arriving, 'Chunk');
        const done =
          <A>(take: (value: A) => void) =>
          (value: A) => {
            release(arriving);
            take(value);
          };
        waiting.set(name, { resolve: done(resolve), reject: done(reject) });
        post({ type: 'need', name });
      }),
    chunks: {
      arrived({ name, text, wasm }: Extract<ToWorker, { type: 'chunk' }>) {
        if (wasm) bytes.set('sqlite', wasm);
        waiting.get(name)?.resolve(text);
      },
      missing: ({ name, message }: Extract<ToWorker, { type: 'no-chunk' }>) =>
        waiting.get(name)?.reject(new Error(message)),
    },
  };
}

/** Inside a suite `process.exit` throws what Vitest throws in Node; elsewhere it ends the program. */
function exitOfSuites(code: number, ended: () => void): never {
  const { filepath } = (globalThis as { __vitest_worker__?: { filepath?: string } }).__vitest_worker__ ?? {};
  if (filepath === undefined) {
    ended();
    throw new ProcessExit(code);
  }
  throw new Error(`process.exit unexpectedly called with "${code}" (test file: ${filepath})`);
}
