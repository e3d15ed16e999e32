import { mendCatches } from '../node/web-evaluate.ts';
import { importer } from './rewrite.ts';
import { root } from '../protocol.ts';
import { chunksFor, createRegistry, type Form, type PackageModules } from '../packages/registry.ts';

export interface PackageHost {
  /** Where the manifest says that the modules of packages are. */
  modules: PackageModules;
  /** A built-in's exports, or undefined when there is none of that name. */
  builtin(name: string): unknown;
  /** Asks the page for a chunk; rejects when there is none of that name. */
  fetchChunk(name: string): Promise<string>;
  /** Turns what a chunk exports into what the package exports, for chunks that need their WASM first. */
  prepare(name: string, exports: unknown): Promise<unknown>;
  globals: { process: unknown; Buffer: unknown };
  /** The module system of the program, for packages that ask for files of it (migrations, view engines). */
  program: {
    require(request: string, from: string): unknown;
    import(specifier: string, from: string): Promise<unknown>;
  };
}

interface ChunkModule {
  exports: unknown;
  entries?: never;
  id: string;
  parent: null;
  loaded: boolean;
}

/** Packages whose chunk exports a function that wants WASM, with what Node finds in them to import. */
const prepared: Record<string, string[]> = { 'better-sqlite3': ['SqliteError', 'default'] };

/** Built-ins that come with the chunk of a package: what they are made of is the same. */
const carriers: Record<string, string> = { 'node:sqlite': 'better-sqlite3' };

/** npm packages by name, each evaluated once. */
export function createPackages(host: PackageHost) {
  /** Chunks of our own, which are one module each. */
  const own = new Map<string, unknown>();
  const texts = new Map<string, string>();

  const registry = createRegistry({
    modules: host.modules,
    builtin: host.builtin,
    program: (request, chunk) => host.program.require(request, fileOf(chunk)),
    evaluate: (name, text, require) => run(host, name, text, require).entries!,
  });
  const require = (name: string): unknown => {
    const builtin = host.builtin(name);
    if (builtin !== undefined) return builtin;
    if (own.has(name)) return own.get(name);
    if (registry.has(name, 'require') || !texts.has(name)) return registry.require(name);
    const { exports } = run(host, name, texts.get(name)!, require);
    own.set(name, exports);
    return exports;
  };
  const add = (name: string, text: string) => {
    texts.set(name, text);
    registry.add(name, text);
  };
  const arrive = async (chunk: string) => {
    if (!texts.has(chunk)) add(chunk, await host.fetchChunk(chunk));
    if (!prepared[chunk]) return;
    const { exports } = run(host, chunk, texts.get(chunk)!, require);
    registry.provide(chunk, await host.prepare(chunk, exports), prepared[chunk]);
  };

  return {
    require,
    /** The same as modules of a program see it. */
    source: createPackageSource(host, { texts, registry, require, arrive }),
    /** Makes a chunk known without evaluating it. */
    add,
    /** Provides a module that is not a chunk, such as `vitest` as the suites see it. */
    provide: (name: string, exports: object) => registry.provide(name, exports),
    /** The exports of a built-in or of a chunk of our own, or the namespace of a package's module. */
    async load(name: string): Promise<unknown> {
      const builtin = host.builtin(name);
      if (builtin !== undefined) return builtin;
      if (!registry.has(name, 'import')) {
        if (!texts.has(name)) add(name, await host.fetchChunk(name));
        return require(name);
      }
      await Promise.all(chunksFor(host.modules, name, 'import', registry.provided).map(arrive));
      return registry.import(name);
    },
  };
}

/** Where a package would be in Node, seen from the program. */
const fileOf = (chunk: string) => `${root}/node_modules/${chunk.replace(/\.require$/, '')}/index.js`;

/** Runs a chunk's text as a CommonJS module. */
function run(host: PackageHost, name: string, text: string, require: (request: string) => unknown): ChunkModule {
  const module: ChunkModule = { exports: {}, id: name, parent: null, loaded: false };
  const names = ['module', 'exports', 'require', 'process', 'Buffer', 'global', '__filename', '__dirname', importer];
  const folder = `/node_modules/${name}/dist`;
  const evaluate = new Function(...names, `${mendCatches(text)}\n//# sourceURL=file://${folder}/index.js`);
  const { process, Buffer } = host.globals;
  const load = (specifier: unknown) => host.program.import(String(specifier), fileOf(name));
  const values = [module, module.exports, require, process, Buffer, globalThis, `${folder}/index.js`, folder, load];
  evaluate.call(module.exports, ...values);
  module.loaded = true;
  return module;
}

interface Arrived {
  texts: Map<string, string>;
  registry: ReturnType<typeof createRegistry>;
  require(name: string): unknown;
  arrive(chunk: string): Promise<void>;
}

/** Packages as modules of a program see them: what there is, whether it is there yet, what it exports. */
function createPackageSource(host: PackageHost, { texts, registry, require, arrive }: Arrived) {
  /** Chunks of our own that look like modules of the exercise's project: `#testing`. */
  const internal = (name: string) => name.startsWith('#');
  const missing = (name: string, form: Form) =>
    internal(name)
      ? [name].filter((chunk) => !texts.has(chunk))
      : chunksFor(host.modules, name, form, registry.provided).filter(
          (chunk) => !texts.has(chunk) || (prepared[chunk] && !registry.provided(chunk)),
        );
  const namespaces = new Map<string, Record<string, unknown>>();
  const namespaceOf = (name: string) => {
    const known = namespaces.get(name) ?? { ...(require(name) as object) };
    namespaces.set(name, known);
    return known;
  };

  return {
    has: (name: string, form: Form) => internal(name) || registry.has(name, form),
    includes: (name: string) => Object.keys(host.modules).some((one) => one === name || one.startsWith(`${name}/`)),
    /** Whether a built-in has to be loaded. */
    carries: (name: string) => Object.hasOwn(carriers, name),
    ready: (name: string, form: Form = 'import') => missing(carriers[name] ?? name, form).length === 0,
    async load(names: string[], form: Form = 'import') {
      const wanted = names.flatMap((name) => missing(carriers[name] ?? name, form));
      await Promise.all([...new Set(wanted)].map(arrive));
    },
    names: (name: string) => (internal(name) ? Object.keys(namespaceOf(name)) : registry.names(name)),
    /** Whether Node would look for names in it. */
    isCommonJs: (name: string) => !internal(name) && registry.isCommonJs(name),
    import: (name: string) => (internal(name) ? namespaceOf(name) : registry.import(name)),
    require,
  };
}
