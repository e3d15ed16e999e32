/** Node's module system for one program: CommonJS and ES modules over one disk, with the engine's packages. */
import { createCommonJs, type ModuleStatics } from './commonjs.ts';
import { facts } from '../node/module.ts';
import { runMacrotask } from '../node/next-tick.ts';
import { createDisk, join, parent as folderOf, toUrl, type Disk } from './disk.ts';
import { requirePath } from './require-paths.ts';
import { createEsModules, type EnginePackages, type EsModules } from './es-modules.ts';
import { isModuleFile } from './detect.ts';
import { createResolver, formatOf, type ResolveHost, type Resolver } from './resolve.ts';
import type { Transform, TransformOptions } from './transform.ts';

export interface LoaderHost {
  fs: typeof import('node:fs');
  process: Record<string, unknown>;
  builtins: {
    has(name: string): boolean;
    require(name: string): unknown;
    names: readonly string[];
    provide(name: string, exports: unknown): void;
  };
  packages: EnginePackages & ResolveHost['packages'] & { require(specifier: string): unknown };
}

export function createLoader(host: LoaderHost) {
  const { builtins, packages, process } = host;
  const { transform, use } = createTransformer();
  const disk = createDisk(host.fs);
  let main: string | undefined;
  const resolving: ResolveHost = { disk, isBuiltin: builtins.has, packages };
  const resolver = createResolver(resolving);
  const Module: ModuleStatics = createCommonJs({
    ...resolving,
    packages,
    builtin: builtins.require,
    names: builtins.names,
    process,
    transform,
    modules: {
      require: (path, parent) => modules.require(path, parent),
      import: (specifier, from, options) => modules.import(specifier, from, options),
    },
  });
  const modules: EsModules = createEsModules({
    disk,
    resolver,
    builtin: builtins.require,
    packages,
    transform,
    commonJs: () => Module,
    main: () => main,
  });

  addFacts(Module, host, { disk, resolver, transform, syncBuiltins: () => modules.syncBuiltins() });

  const isModule = (path: string) => isModulePath(disk, path, transform);

  return {
    Module,
    modules,
    resolver,
    disk,
    transform,
    isModule,
    isBuiltin: builtins.has,
    use,
    /** Forgets all modules: the next program starts with none. */
    forget() {
      for (const path of Object.keys(Module._cache)) delete Module._cache[path];
      modules.forget();
      main = undefined;
      delete process['mainModule'];
    },
    /** Runs a file the way `node file` does. Resolves when its graph has been evaluated. */
    async run(path: string): Promise<void> {
      // What a script puts off with `process.nextTick` comes before its promises; in a module it comes after them.
      if (!isModule(path)) return void runMacrotask(() => Module._load(path, null, true));
      main = toUrl(path);
      await modules.import(main, '/');
    },
  };
}

export type Loader = ReturnType<typeof createLoader>;

interface Parts {
  disk: Disk;
  resolver: Resolver;
  transform: Transform;
  syncBuiltins(): void;
}

/** What `node:module` has besides the loading of CommonJS. */
function addFacts(Module: ModuleStatics, { builtins, process }: LoaderHost, parts: Parts) {
  const { disk, resolver, transform, syncBuiltins } = parts;
  const { builtinModules, ...others } = facts(builtins);
  Object.assign(Module, others, {
    Module,
    builtinModules,
    syncBuiltinESMExports: () => syncBuiltins(),
    findPackageJSON: (specifier: string | URL, base?: string | URL) => packageFile(String(specifier), base),
    stripTypeScriptTypes: (source: string) => transform('/source.ts', source, 'commonjs').code,
    runMain: (path = String((process['argv'] as string[])[1])) => Module._load(path, null, true),
  });
  builtins.provide('module', Module);

  function packageFile(specifier: string, base?: string | URL): string | undefined {
    const from = base === undefined ? undefined : requirePath(base);
    if (from !== undefined && !/^[./]|^file:/.test(specifier)) {
      const folder = resolver.findPackage(specifier, from);
      return folder === undefined ? undefined : `${folder}/package.json`;
    }
    const path = specifier.startsWith('file:') ? requirePath(specifier) : join(folderOf(from ?? '/'), specifier);
    const scope = disk.scope(disk.kind(path) === 'folder' ? `${path}/x` : path);
    return scope && `${scope.folder}/package.json`;
  }
}

function isModulePath(disk: Disk, path: string, transform: Transform): boolean {
  const format = formatOf(disk, path);
  return format === 'detect' ? isModuleFile(transform, path, disk.read(path)) : format === 'module';
}

/** What programs are transformed by is known after the loader: nothing can be loaded before. */
function createTransformer() {
  let current: Transform | undefined;
  let options: TransformOptions = {};
  const transform: Transform = (path, source, form) => {
    if (!current) throw new Error('This loader was asked for a module before it was ready.');
    return current(path, source, form, options);
  };
  const use = (next: Transform, nextOptions: TransformOptions = {}) => {
    current = next;
    options = nextOptions;
  };
  return { transform, use };
}
