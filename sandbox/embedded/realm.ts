import type { Files, Output } from '../types.ts';
import { createPackages } from './modules/packages.ts';
import { createOutput } from './output.ts';
import { answer, collectUnhandled, removeFiles, writeFiles } from './realm-parts.ts';
import { root, type FromWorker, type PlainRequest, type ToWorker } from './protocol.ts';
import { fetch, Request } from './node/fetch.ts';
import { createBuiltins } from './node/index.ts';
import { ProcessExit } from './node/process.ts';
import { installGlobals } from './node/globals.ts';

type Post = (message: FromWorker, transfer?: Transferable[]) => void;

export interface RealmOptions {
  chunks: Record<string, string>;
  wasm: Record<string, ArrayBuffer>;
  /** Packages to evaluate before the realm counts as ready. */
  packages: string[];
  post: Post;
}

export type Realm = Awaited<ReturnType<typeof createRealm>>;

/** Makes this worker look like Node: globals, built-ins, an empty disk, and the packages that came along. */
export async function createRealm({ chunks, wasm, packages: preload, post }: RealmOptions) {
  const output = createOutput((output: Output) => post({ type: 'output', output }));
  const unhandled = collectUnhandled();
  const node = createBuiltins({ write: output, cwd: root, exit: exitOfSuites });
  installGlobals(globalThis, node);
  for (const [name, value] of Object.entries({ fetch, Request })) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }

  const bytes = new Map(Object.entries(wasm));
  const waiting = new Map<string, { resolve(text: string): void; reject(error: Error): void }>();
  const packages = createPackages({
    builtin: (name) => (node.has(name) ? node.require(name) : undefined),
    fetchChunk: (name) =>
      new Promise((resolve, reject) => {
        waiting.set(name, { resolve, reject });
        post({ type: 'need', name });
      }),
    globals: { process: node.process, Buffer: globalThis.Buffer },
    async prepare(name, exports) {
      const { prepare } = exports as { prepare?: (wasm: ArrayBuffer, fs: unknown) => Promise<unknown> };
      return name === 'better-sqlite3' && prepare ? prepare(bytes.get('sqlite')!, node.require('fs')) : exports;
    },
  });
  for (const [name, text] of Object.entries(chunks)) packages.add(name, text);
  const vitest = (await packages.load('vitest-runner')) as { api: object };
  packages.provide('vitest', vitest.api);
  for (const name of preload) await packages.load(name);

  return {
    packages,
    now: performance.now.bind(performance),
    ports: () => node.network.ports().map(({ port }) => port),
    takeUnhandled: unhandled.take,
    /** What Vitest sets in its workers; a program that is started alone does not see it. */
    enterSuite: () => void Object.assign(node.process['env'], { NODE_ENV: 'test', VITEST: 'true', TEST: 'true' }),
    chunks: {
      arrived({ name, text, wasm }: Extract<ToWorker, { type: 'chunk' }>) {
        if (wasm) bytes.set('sqlite', wasm);
        waiting.get(name)?.resolve(text);
      },
      missing: ({ name, message }: Extract<ToWorker, { type: 'no-chunk' }>) =>
        waiting.get(name)?.reject(new Error(message)),
    },
    writeFiles: (files: Files) => writeFiles(node.require('fs') as typeof import('node:fs'), files),
    removeFiles: (files: Files) => removeFiles(node.require('fs') as typeof import('node:fs'), files),
    answer: (id: number, request: PlainRequest) => answer(node.network, id, request, post),
  };
}

/** Inside a suite `process.exit` throws what Vitest throws in Node; elsewhere it ends the program. */
function exitOfSuites(code: number): never {
  const { filepath } = (globalThis as { __vitest_worker__?: { filepath?: string } }).__vitest_worker__ ?? {};
  if (filepath === undefined) throw new ProcessExit(code);
  throw new Error(`process.exit unexpectedly called with "${code}" (test file: ${filepath})`);
}
