// The chunks of the embedded runtime as packages of a container's Node: exercises run the same code in both. Bundled as
// CommonJS, which `require` and `import` share, so that each package is there once.
import { existsSync, readFileSync } from 'node:fs';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { importer } from '../../embedded/modules/rewrite.ts';
import { createRegistry, type PackageModules } from '../../embedded/packages/registry.ts';
import { createWatch } from '../../embedded/sqlite/watch.ts';

interface Index {
  modules: PackageModules;
  /** Chunk → its file. */
  chunks: Record<string, string>;
}

const index = JSON.parse(readFileSync(path.join(import.meta.dirname, 'index.json'), 'utf8')) as Index;
const nodeRequire = createRequire(path.join(import.meta.dirname, 'index.js'));
const programRequire = createRequire(path.resolve('index.js'));

// Rewritten code keeps a context over each `await`; Node does that by itself.
Object.defineProperty(globalThis, '__async_context__', {
  value: { save: () => null, ready: (value: unknown) => value, restore: () => undefined },
  configurable: true,
});

const registry = createRegistry({
  modules: index.modules,
  builtin: (name) => (isBuiltin(name) ? nodeRequire(name) : undefined),
  text: (chunk) => (index.chunks[chunk] && has(`chunks/${index.chunks[chunk]}`) ? read(chunk) : undefined),
  evaluate: (chunk, text, require) => run(chunk, text, require).entries ?? {},
  program: (request) => programRequire(request) as unknown,
});
const has = (file: string) => existsSync(path.join(import.meta.dirname, file));
const read = (chunk: string) => readFileSync(path.join(import.meta.dirname, 'chunks', index.chunks[chunk]!), 'utf8');

const own = new Map<string, unknown>();

/** A part of `#testing`, or `#testing` itself. */
function part(name: string): unknown {
  if (own.has(name)) return own.get(name);
  const { exports } = run(name, read(name), (request) => {
    if (typeof request === 'string' && request.startsWith('#')) return part(request);
    if (registry.provided(String(request))) return registry.require(String(request));
    return nodeRequire(String(request)) as unknown;
  });
  own.set(name, exports);
  return exports;
}

interface ChunkModule {
  exports: unknown;
  entries?: ReturnType<Parameters<typeof createRegistry>[0]['evaluate']>;
}

function run(chunk: string, text: string, require: (request: unknown) => unknown): ChunkModule {
  const module: ChunkModule = { exports: {} };
  const folder = path.join(import.meta.dirname, 'chunks', chunk);
  const names = ['module', 'exports', 'require', '__filename', '__dirname', importer];
  const load = (specifier: unknown) => import(String(specifier));
  const evaluate = new Function(...names, `${text}\n//# sourceURL=file://${folder}/index.js`);
  evaluate.call(module.exports, module, module.exports, require, `${folder}/index.js`, folder, load);
  return module;
}

const isBuiltin = (name: string) => name.startsWith('node:') || builtinNames.has(name);
const builtinNames = new Set<string>((nodeRequire('node:module') as typeof import('node:module')).builtinModules);

let sqlite: Promise<void> | undefined;

/** SQLite is WASM here as it is in the embedded runtime, and starts before anything can `require` it. */
async function startSqlite(): Promise<void> {
  const { prepare } = run('better-sqlite3', read('better-sqlite3'), nodeRequire as (request: unknown) => unknown)
    .exports as {
    prepare(wasm: ArrayBuffer, files: typeof fs, watch: unknown): Promise<unknown>;
  };
  const { buffer } = new Uint8Array(readFileSync(path.join(import.meta.dirname, 'sqlite.wasm')));
  registry.provide('better-sqlite3', await prepare(buffer, fs, createWatch()), ['SqliteError', 'default']);
}

export const require = registry.require;
export const namespace = registry.import;
export const provide = registry.provide;
export { part };
export const ready = (): Promise<void> => (sqlite ??= startSqlite());
