import { invalidArgType, nodeError, unavailable } from '../node/errors.ts';
import { compileFunction } from './compile.ts';
import { faultPlace, isModuleFile } from './detect.ts';
import { markPlace } from './stacks.ts';
import { extension, parent as folderOf, toUrl, type Disk } from './disk.ts';
import { addPaths, requirePath } from './require-paths.ts';
import { formatOf, packagesFolder, type ResolveHost } from './resolve.ts';
import { rewriteImports } from './rewrite.ts';
import type { Transform } from './transform.ts';

export interface CommonJsHost extends ResolveHost {
  disk: Disk;
  builtin(name: string): unknown;
  names: readonly string[];
  packages: ResolveHost['packages'] & { require(specifier: string): unknown };
  process: Record<string, unknown>;
  transform: Transform;
  /** ES modules, which are made after this. */
  modules: {
    require(path: string, parent: CommonJsModule | null | undefined): unknown;
    import(specifier: string, from: string, options?: unknown): Promise<unknown>;
  };
}

export interface CommonJsModule {
  id: string;
  path: string;
  exports: unknown;
  filename: string | null;
  loaded: boolean;
  children: CommonJsModule[];
  paths?: string[];
  parent?: CommonJsModule | null | undefined;
  load(filename: string): void;
  require(id: string): unknown;
  _compile(content: string, filename: string, format?: string): unknown;
}

type Extension = (module: CommonJsModule, filename: string) => void;

export interface ModuleStatics {
  new (id?: string, parent?: CommonJsModule | null): CommonJsModule;
  prototype: CommonJsModule;
  _cache: Record<string, CommonJsModule>;
  _extensions: Record<string, Extension>;
  _pathCache: Record<string, string>;
  globalPaths: string[];
  wrapper: [string, string];
  wrap(script: string): string;
  _nodeModulePaths(from: string): string[];
  _resolveLookupPaths(request: string, parent?: CommonJsModule | null): string[] | null;
  _findPath(request: string, paths: string[], isMain?: boolean): string | false;
  _resolveFilename(
    request: string,
    parent?: CommonJsModule | null,
    isMain?: boolean,
    options?: { paths?: unknown },
  ): string;
  _load(request: string, parent?: CommonJsModule | null, isMain?: boolean): unknown;
  createRequire(from: unknown): NodeJS.Require;
  runMain(main?: string): unknown;
  [name: string]: unknown;
}

const parents = new WeakMap<CommonJsModule, CommonJsModule | null | undefined>();

/** Node's `Module`, with its statics where libraries look for them; what they replace is what is called. */
export function createCommonJs(host: CommonJsHost): ModuleStatics {
  const Module = function Module(this: CommonJsModule, id = '', parent?: CommonJsModule | null) {
    this.id = id;
    this.path = folderOf(id);
    this.exports = {};
    parents.set(this, parent);
    if (parent?.children && !parent.children.includes(this)) parent.children.push(this);
    this.filename = null;
    this.loaded = false;
    this.children = [];
  } as unknown as ModuleStatics;
  const virtual = new Map<string, string>();
  const virtualPath = (specifier: string) => {
    const path = `${packagesFolder}/${specifier}${/\.[cm]?js$/.test(specifier) ? '' : '/index.js'}`;
    virtual.set(path, specifier);
    return path;
  };
  Module.wrapper = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];
  Module.wrap = (script) => Module.wrapper[0] + script + Module.wrapper[1];
  Module._cache = Object.create(null) as ModuleStatics['_cache'];
  Module._pathCache = Object.create(null) as ModuleStatics['_pathCache'];
  Module.globalPaths = [];
  addPaths(Module, host, virtualPath);
  addExtensions(Module, host);
  addPrototype(Module, host);
  addLoad(Module, host, virtual);
  Module.createRequire = (from) => {
    const filename = requirePath(from);
    const module = new Module(filename, null);
    module.filename = filename;
    module.paths = Module._nodeModulePaths(folderOf(filename));
    return makeRequire(Module, host, module);
  };
  return Module;
}

function addLoad(Module: ModuleStatics, host: CommonJsHost, virtual: Map<string, string>) {
  Module._load = (request, parent, isMain = false) => {
    if (request.startsWith('node:')) return host.builtin(request);
    const filename = Module._resolveFilename(request, parent, isMain);
    const cached = Module._cache[filename];
    if (cached) {
      if (parent?.children && !parent.children.includes(cached)) parent.children.push(cached);
      return cached.exports;
    }
    if (!filename.startsWith('/') && host.isBuiltin(filename)) return host.builtin(filename);
    const module = new Module(filename, parent);
    if (isMain) {
      host.process['mainModule'] = module;
      module.id = '.';
    }
    Module._cache[filename] = module;
    const specifier = virtual.get(filename);
    let done = false;
    try {
      if (specifier === undefined || host.disk.kind(filename)) module.load(filename);
      else {
        module.exports = host.packages.require(specifier);
        Object.assign(module, { filename, loaded: true, paths: [] });
      }
      done = true;
    } finally {
      if (!done) {
        delete Module._cache[filename];
        const index = parent?.children?.indexOf(module) ?? -1;
        if (index !== -1) parent!.children.splice(index, 1);
      }
    }
    return module.exports;
  };
}

function addPrototype(Module: ModuleStatics, host: CommonJsHost) {
  const { prototype } = Module;
  const { parent: _, ...methods } = {
    parent: undefined,
    load(this: CommonJsModule, filename: string) {
      this.filename = filename;
      this.paths ??= Module._nodeModulePaths(folderOf(filename));
      const end = extension(filename);
      (Module._extensions[end] ?? Module._extensions['.js'])!(this, filename);
      this.loaded = true;
    },
    require(this: CommonJsModule, id: unknown) {
      if (typeof id !== 'string') throw invalidArgType('id', 'string', id);
      if (id === '') {
        const message = "The argument 'id' must be a non-empty string. Received ''";
        throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
      }
      return Module._load(id, this, false);
    },
    _compile(this: CommonJsModule, content: string, filename: string) {
      const { code, map } = host.transform(filename, content, 'commonjs');
      const { text, importer } = rewriteImports(code);
      const load = (specifier: unknown, options?: unknown) => host.modules.import(String(specifier), filename, options);
      // A variable around the wrapper, as the wrapper's arguments can be counted.
      const head = importer ? `(function (${importer}) { return ${Module.wrapper[0]}` : Module.wrapper[0];
      const made = compiled(host, filename, content, () =>
        compileFunction(head, text.replace(/^#!/, '//'), importer ? '}) })' : '})', {
          url: filename,
          map,
          source: content,
        }),
      );
      const run = (importer ? made(load) : made) as typeof made;
      const require = makeRequire(Module, host, this);
      return Reflect.apply(run, this.exports, [this.exports, require, this, filename, folderOf(filename)]) as unknown;
    },
  };
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true, enumerable: true });
  }
  Object.defineProperty(prototype, 'parent', {
    get(this: CommonJsModule) {
      return parents.get(this);
    },
    set(this: CommonJsModule, value: CommonJsModule) {
      parents.set(this, value);
    },
    configurable: true,
  });
  Object.defineProperty(prototype, 'isPreloading', { value: false, writable: true, configurable: true });
}

/** A fault in the syntax comes in the engine's words; where it is, the transform knows. */
function compiled<T>(host: CommonJsHost, filename: string, content: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    const place = faultPlace(host.transform, filename, content);
    if (place) markPlace(error as object, place);
    throw error;
  }
}

function addExtensions(Module: ModuleStatics, { disk, modules, transform }: CommonJsHost) {
  Module._extensions = Object.assign(Object.create(null) as ModuleStatics['_extensions'], {
    '.js': (module, filename) => {
      const content = disk.read(filename);
      const format = formatOf(disk, filename);
      if (format === 'module' || (format === 'detect' && isModuleFile(transform, filename, content))) {
        module.exports = modules.require(filename, parents.get(module));
      } else module._compile(content, filename, 'commonjs');
    },
    '.json': (module, filename) => {
      const content = disk.read(filename);
      try {
        module.exports = JSON.parse(content) as unknown;
      } catch (error) {
        (error as Error).message = `${filename}: ${(error as Error).message}`;
        throw error;
      }
    },
    '.node': (_module, filename) => {
      throw unavailable(`The native addon ${filename}`);
    },
  } satisfies ModuleStatics['_extensions']);
}

/** The `require` of one module. */
function makeRequire(Module: ModuleStatics, host: CommonJsHost, module: CommonJsModule): NodeJS.Require {
  const require = function require(id: string) {
    return module.require(id);
  };
  const check = (request: unknown) => {
    if (typeof request !== 'string') throw invalidArgType('request', 'string', request);
    return request;
  };
  const resolve = function resolve(request: string, options?: { paths?: string[] }) {
    return Module._resolveFilename(check(request), module, false, options);
  };
  resolve.paths = function paths(request: string) {
    return Module._resolveLookupPaths(check(request), module);
  };
  return Object.assign(require, {
    resolve,
    main: host.process['mainModule'],
    extensions: Module._extensions,
    cache: Module._cache,
  }) as unknown as NodeJS.Require;
}

export { toUrl };
