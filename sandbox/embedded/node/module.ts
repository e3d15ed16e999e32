import { nodeError, unavailable } from './errors.ts';

export interface ModuleHost {
  has(name: string): boolean;
  names: readonly string[];
  /** Resolves a name from a file: built-ins here, packages and files where the realm knows them. */
  require(name: string, from?: string): unknown;
}

export function createModule(host: ModuleHost): object {
  const builtinModules = [...host.names];
  const createRequire = (from: string | URL) => {
    const path = String(from);
    if ((typeof from !== 'string' && !(from instanceof URL)) || !/^(file:|\/)/.test(path)) {
      const message = `The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received ${typeof from === 'string' ? `'${path}'` : path}`;
      throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
    }
    const require = (name: string) => host.require(name, path);
    return Object.assign(require, {
      resolve: (name: string) => name,
      cache: Object.create(null),
      main: undefined,
      extensions: {},
    });
  };
  class Module {
    id: string;
    exports: unknown = {};
    loaded = false;
    constructor(id = '') {
      this.id = id;
    }
  }
  return Object.assign(Module, {
    Module,
    builtinModules,
    createRequire,
    isBuiltin: (name: string) => host.has(name),
    _extensions: {},
    _cache: Object.create(null) as object,
    _load: (name: string) => host.require(name),
    findPackageJSON: () => undefined,
    findSourceMap: () => undefined,
    syncBuiltinESMExports() {},
    register() {
      throw unavailable('module.register');
    },
  });
}
