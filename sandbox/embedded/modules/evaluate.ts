import { ESModulesEvaluator, ModuleRunner, type ModuleRunnerTransport } from 'vite/module-runner';
import type { Files } from '../../types.ts';
import { resolveFile } from './resolve.ts';
import type { Transformed } from './transform.ts';

export interface ModuleHost {
  /** The root folder of the files, absolute. */
  root: string;
  /** The mounted files; read at each import, so that programs may add some. */
  files: Files;
  transform(path: string, source: string): Transformed;
  /** Built-ins and npm packages: what `require(name)` returns, loading the package's chunk first where needed. */
  loadPackage(name: string): Promise<unknown>;
}

export interface Loader {
  import(path: string): Promise<Record<string, unknown>>;
  /** Forgets the modules, their source maps included. */
  close(): Promise<void>;
}

/** Loads ES modules from memory the way that Vitest does in Node: Vite's transform, evaluated by Vite's runner. */
export function createLoader(host: ModuleHost): Loader {
  const evaluator = new (class extends ESModulesEvaluator {
    override async runExternalModule(name: string) {
      return namespaceOf(await host.loadPackage(name));
    }
  })();
  const transport: ModuleRunnerTransport = {
    async invoke(payload) {
      const { name, data } = (payload as unknown as { data: { name: string; data: unknown[] } }).data;
      if (name === 'getBuiltins') return { result: [] };
      const [specifier, importer] = data as [string, string | undefined];
      return { result: fetchModule(host, specifier, importer, evaluator.startOffset ?? 0) };
    },
  };
  const runner = new ModuleRunner(
    {
      transport,
      hmr: false,
      // Only V8 lets a program rewrite stacks as they are made; the others are mapped when a report is read.
      sourcemapInterceptor: 'captureStackTrace' in Error && 'stackTraceLimit' in Error ? 'prepareStackTrace' : false,
      createImportMeta: (path) => importMeta(path),
    },
    evaluator,
  );
  return { import: (path) => runner.import(`${host.root}/${path}`), close: () => runner.close() };
}

function fetchModule(host: ModuleHost, specifier: string, importer: string | undefined, startOffset: number) {
  const path = resolve(host, specifier, importer);
  if (path === undefined) return { externalize: specifier, type: 'commonjs' as const };
  const id = `${host.root}/${path}`;
  const contents = host.files[path] as string | Uint8Array;
  const source = typeof contents === 'string' ? contents : new TextDecoder().decode(contents);
  return { id, url: id, file: id, invalidate: false, code: moduleCode(host, id, path, specifier, source, startOffset) };
}

function resolve(host: ModuleHost, specifier: string, importer: string | undefined): string | undefined {
  const prefix = `${host.root}/`;
  if (specifier.startsWith(prefix)) return resolveFile(host.files, '', specifier.slice(prefix.length));
  if (!specifier.startsWith('.') || !importer) return undefined;
  const from = importer.slice(prefix.length);
  const path = resolveFile(host.files, from, specifier);
  if (path === undefined) throw new Error(`${from} imports '${specifier}', and there is no such file.`);
  return path;
}

function moduleCode(host: ModuleHost, id: string, path: string, specifier: string, source: string, offset: number) {
  if (specifier.endsWith('?raw')) return exportDefault(JSON.stringify(source));
  if (path.endsWith('.json')) return exportDefault(source);
  const { code, map } = host.transform(path, source);
  const shifted = { ...map, sources: [id], mappings: ';'.repeat(offset) + (map as { mappings: string }).mappings };
  return `${code}\n//# sourceURL=${id}\n//# sourceMappingSource=vite-generated\n//# ${mapComment(shifted)}\n`;
}

/** Split, so that no tool takes this line for a comment about this file. */
const mapComment = (map: object) => `${'sourceMapping'}URL=data:application/json;base64,${base64(JSON.stringify(map))}`;

const exportDefault = (expression: string) =>
  `Object.defineProperty(__vite_ssr_exports__, 'default', { enumerable: true, value: ${expression} });`;

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function importMeta(path: string) {
  return { url: `file://${path}`, filename: path, dirname: path.slice(0, path.lastIndexOf('/')), env: {} } as never;
}

/** What `import * as ns` of a CommonJS module gives in Node: its properties, and itself as `default`. */
export function namespaceOf(exports: unknown): Record<string, unknown> {
  const namespace: Record<string, unknown> = Object.create(null);
  if ((typeof exports === 'object' && exports !== null) || typeof exports === 'function') {
    for (const key of Object.keys(exports)) {
      if (key !== 'default')
        Object.defineProperty(namespace, key, { enumerable: true, get: () => Reflect.get(exports, key) });
    }
    if (Reflect.get(exports, '__esModule') && 'default' in exports)
      return { ...descriptors(namespace), default: exports.default };
  }
  Object.defineProperty(namespace, 'default', { enumerable: true, value: exports });
  return namespace;
}

const descriptors = (object: object) => Object.fromEntries(Object.entries(object));
