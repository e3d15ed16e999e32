/** Where Vitest's module runner gets a suite's modules from: what Vite's server and Vitest do with them in Node. */
import { toUrl } from './disk.ts';
import { shiftLines } from './stacks.ts';
import type { Loader } from './loader.ts';
import { conditions, type Resolved } from './resolve.ts';
import { registerModule } from './stacks.ts';

export interface SourceHost {
  loader: Loader;
  /** The root folder of the files, absolute. */
  root: string;
}

/** Where a module runner gets its modules from. */
export interface ModuleSource {
  /** @param startOffset Lines that the evaluator puts before the code. */
  fetch(specifier: string, importer: string | undefined, startOffset: number): FetchedModule;
  /** Absolute path, with its query, of the mounted file that is meant; undefined for packages and built-ins. */
  resolve(specifier: string, importer: string | undefined): string | undefined;
  /** The namespace of what Node itself loads: a built-in, an npm package, or a mounted package by its path. */
  external(name: string): Promise<Record<string, unknown>>;
}

export type FetchedModule =
  | { externalize: string; type: 'module' | 'builtin' }
  | { id: string; url: string; file: string; invalidate: boolean; code: string };

/** What Vite tries, in its order. */
const guess = ['.mjs', '.js', '.mts', '.ts', '.jsx', '.tsx', '.json'];

export function createSource({ loader, root }: SourceHost): ModuleSource {
  const { resolver, disk, modules } = loader;
  const find = (specifier: string, importer: string | undefined): Resolved => {
    const from = (importer ?? `${root}/index.ts`).replace(/\?.*$/, '').replace(/^file:\/\//, '');
    // To Vite a leading slash means the root, where there is such a file.
    const rooted = specifier.startsWith('/') && !specifier.startsWith(`${root}/`) ? root + specifier : specifier;
    const wanted = rooted !== specifier && disk.kind(rooted.replace(/\?.*$/, '')) === 'file' ? rooted : specifier;
    return resolver.resolve(wanted, from, { guess, conditions: [...conditions.import, 'development'] });
  };
  const inlined = (resolved: Resolved): boolean =>
    resolved.type === 'file' && isInlined(loader, resolved.path, resolved.query);
  const resolve = (specifier: string, importer: string | undefined): string | undefined => {
    try {
      const resolved = find(specifier, importer);
      return resolved.type === 'file' && inlined(resolved) ? resolved.path + resolved.query : undefined;
    } catch {
      // Said when it is fetched; a mock with a factory may stand for what is not there.
      return undefined;
    }
  };
  return {
    resolve,
    fetch(specifier, importer, startOffset) {
      const resolved = located(find, specifier, importer);
      if (resolved.type === 'file' && inlined(resolved)) {
        const id = resolved.path + resolved.query;
        const code = moduleCode(loader, resolved, specifier, startOffset);
        return { id, url: id, file: resolved.path, invalidate: false, code: withPaths(code, id, resolve) };
      }
      if (resolved.type === 'builtin') return { externalize: specifier, type: 'builtin' };
      return { externalize: resolved.type === 'file' ? resolved.path + resolved.query : specifier, type: 'module' };
    },
    async external(name) {
      const specifier = name.startsWith('/') ? toUrl(name.replace(/\?.*$/, '')) : name;
      const namespace = await modules.import(specifier, `${root}/index.ts`);
      const builtin = loader.isBuiltin(specifier);
      return builtin || name.endsWith('.mjs') || !('default' in namespace) ? namespace : interop(namespace);
    },
  };
}

function located(find: (specifier: string, importer?: string) => Resolved, specifier: string, importer?: string) {
  try {
    return find(specifier, importer);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'ERR_UNSUPPORTED_DIR_IMPORT') throw error;
    const isPath = /^[./]/.test(specifier);
    const message = isPath
      ? `Cannot find module '${specifier}' imported from ${importer ?? 'the page'}`
      : `Cannot find package '${specifier}' imported from ${importer ?? 'the page'}`;
    throw Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
  }
}

/** Vitest runs what is outside of packages through its transform, and of packages what Node could not load. */
function isInlined({ disk, isModule }: Loader, path: string, query: string): boolean {
  if (!path.includes('/node_modules/')) return true;
  if (/\.[cm]?tsx?$/.test(path) || /[?&](?:init|raw|url|inline)\b/.test(query)) return true;
  if (/\.(?:mjs|cjs|node|wasm)$/.test(path)) return false;
  if (!path.endsWith('.js') || disk.scope(path)?.manifest.type === 'module') return !path.endsWith('.js');
  return /\.(?:\w+-)?esm?(?:-\w+)?\.js$|\/esm?\//.test(path) || isModule(path);
}

/** Module runners know modules by what stands in an import, so the same `./x` of two folders must not look the same. */
const withPaths = (code: string, importer: string, find: ModuleSource['resolve']) =>
  code.replace(/(?<=await __vite_ssr_import__\(")\.[^"]*(?=")/g, (specifier) => find(specifier, importer) ?? specifier);

function moduleCode(
  loader: Loader,
  { path, query }: { path: string; query: string },
  specifier: string,
  offset: number,
) {
  const source = loader.disk.read(path);
  if (/[?&]raw\b/.test(query || specifier)) return exportDefault(JSON.stringify(source));
  if (path.endsWith('.json')) return jsonCode(path, source);
  const { code, map } = loader.transform(path, source, 'suite');
  const url = registerModule({ url: path, source, map: map && shiftLines(map, offset) });
  return `${code}\n//# sourceURL=${url}\n`;
}

const exportDefault = (expression: string) =>
  `Object.defineProperty(__vite_ssr_exports__, 'default', { enumerable: true, configurable: true, value: ${expression} });`;

/** Vite gives JSON named exports too. */
function jsonCode(path: string, source: string): string {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new SyntaxError(`${path}: ${(error as Error).message}`);
  }
  const names = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const named = names.filter((name) => name !== 'default' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name));
  const lines = named.map((name) => {
    const key = JSON.stringify(name);
    return `Object.defineProperty(__vite_ssr_exports__, ${key}, { enumerable: true, configurable: true, get: () => data[${key}] });`;
  });
  return `const data = JSON.parse(${JSON.stringify(source)});\n${[...lines, exportDefault('data')].join('\n')}`;
}

/** Vitest lets names be imported from a CommonJS package that Node finds no names in. */
function interop(namespace: Record<string, unknown>): Record<string, unknown> {
  let module: Record<string, unknown> = namespace;
  let { default: whole } = namespace;
  const isObject = (value: unknown): value is Record<string, unknown> =>
    (typeof value === 'object' && value !== null) || typeof value === 'function';
  if (isObject(whole) && whole['__esModule']) {
    module = whole;
    if ('default' in whole) whole = whole['default'];
  }
  const inWhole = (key: PropertyKey) => isObject(whole) && key in whole;
  return new Proxy(isObject(module) ? module : {}, {
    get(target, key) {
      if (key === 'default') return whole;
      return (
        (Reflect.get(target, key) as unknown) ?? (isObject(whole) ? (Reflect.get(whole, key) as unknown) : undefined)
      );
    },
    has: (target, key) => (key === 'default' ? whole !== undefined : key in target || inWhole(key)),
    getOwnPropertyDescriptor(target, key) {
      const own = Reflect.getOwnPropertyDescriptor(target, key);
      if (own || key !== 'default' || whole === undefined) return own;
      return { value: whole, enumerable: true, configurable: true };
    },
  });
}
