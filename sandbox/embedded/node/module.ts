import { nodeError, unavailable } from './errors.ts';

export interface ModuleHost {
  has(name: string): boolean;
  names: readonly string[];
  /** Resolves a name from a file: built-ins here, packages and files where the realm knows them. */
  require(name: string, from?: string): unknown;
}

/** `node:module` of a realm without a module system; a loader puts its own `Module` in its place. */
export function createModule(host: ModuleHost): object {
  class Module {
    id: string;
    exports: unknown = {};
    loaded = false;
    constructor(id = '') {
      this.id = id;
    }
  }
  const createRequire = (from: string | URL) => {
    const path = String(from);
    if ((typeof from !== 'string' && !(from instanceof URL)) || !/^(file:|\/)/.test(path)) {
      const message = `The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received ${typeof from === 'string' ? `'${path}'` : path}`;
      throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
    }
    const require = (name: string) => host.require(name, path);
    return Object.assign(require, {
      resolve: (name: string) => name,
      cache: Object.create(null) as object,
      main: undefined,
      extensions: {},
    });
  };
  const statics = {
    createRequire,
    _extensions: {},
    _cache: Object.create(null) as object,
    _load: (name: string) => host.require(name),
    findPackageJSON: () => undefined,
    syncBuiltinESMExports() {},
    stripTypeScriptTypes: () => {
      throw unavailable('module.stripTypeScriptTypes');
    },
  };
  return Object.assign(Module, { Module, ...facts(host), ...statics });
}

/** What `Module` has in every realm. */
export function facts({ has, names }: Pick<ModuleHost, 'has' | 'names'>) {
  const no = (name: string) => () => {
    throw unavailable(`module.${name}`);
  };
  return {
    builtinModules: [...names],
    isBuiltin: (name: string) => has(name),
    constants: Object.freeze({
      compileCacheStatus: Object.freeze({ FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 }),
    }),
    enableCompileCache: () => ({ status: 3 }),
    getCompileCacheDir: () => undefined,
    flushCompileCache() {},
    findSourceMap: () => undefined,
    getSourceMapsSupport: () => ({ __proto__: null, enabled: false, nodeModules: false, generatedCode: false }),
    setSourceMapsSupport() {},
    register: no('register'),
    registerHooks: no('registerHooks'),
  };
}
