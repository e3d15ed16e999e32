/** From what a specifier means to a record, by the kind of file it is. */
import { nodeError } from '../node/errors.ts';
import { isModuleFile } from './detect.ts';
import { extension, parent as folderOf, toUrl, type Disk } from './disk.ts';
import { syntheticRecord, type EsModule } from './es-module.ts';
import type { EsHost } from './es-modules.ts';
import { builtinRecord, lexedNames, packageRecord } from './es-records.ts';
import { sourceRecord, type SourceHost } from './es-source.ts';
import { formatOf, packagesFolder, type Resolved, type Resolver } from './resolve.ts';

type Import = SourceHost['import'];

/** Makes records; `load` is for the dynamic imports of a module. */
export function createRecords(host: EsHost) {
  const { disk, resolver } = host;
  const meta = (url: string, path: string): object => {
    const own = Object.create(null) as Record<string, unknown>;
    const resolve = (specifier: string) => resolveUrl(resolver, String(specifier), url, path);
    if (path.startsWith('/') && !url.startsWith('data:')) {
      Object.assign(own, { dirname: folderOf(path), filename: path });
    }
    return Object.assign(own, { main: host.main() === url, resolve, url });
  };
  const moduleRecord = (url: string, path: string, source: string, load: Import) =>
    sourceRecord({ transform: host.transform, meta, import: load }, url, path, source);

  return (resolved: Resolved, url: string, load: Import): EsModule => {
    if (resolved.type === 'builtin') return builtinRecord(url, () => host.builtin(resolved.name) as object);
    if (resolved.type === 'package') return packageRecord(url, resolved.specifier, host.packages);
    if (resolved.type === 'data') {
      const { json, source } = readDataUrl(url);
      if (!json) return moduleRecord(url, '/data.mjs', source, load);
      return syntheticRecord(url, ['default'], () => ({ default: JSON.parse(source) as unknown }));
    }
    const { path } = resolved;
    const format = formatOf(disk, path);
    if (format === 'unknown') {
      const message = `Unknown file extension "${extension(path)}" for ${path}`;
      throw nodeError(TypeError, 'ERR_UNKNOWN_FILE_EXTENSION', message);
    }
    if (format === 'json') return jsonRecord(url, path, disk);
    const source = disk.read(path);
    const isModule = format === 'module' || (format === 'detect' && isModuleFile(host.transform, path, source));
    return isModule ? moduleRecord(url, path, source, load) : commonJsRecord(url, path, source, host);
  };
}

function readDataUrl(url: string): { json: boolean; source: string } {
  const [, type, base64, body = ''] = /^data:([^;,]*)[^,]*?(;base64)?,(.*)$/s.exec(url) ?? [];
  return { json: type === 'application/json', source: base64 ? atob(body) : decodeURIComponent(body) };
}

function jsonRecord(url: string, path: string, disk: Disk): EsModule {
  return syntheticRecord(url, ['default'], () => {
    try {
      return { default: JSON.parse(disk.read(path)) as unknown };
    } catch (error) {
      (error as Error).message = `${path}: ${(error as Error).message}`;
      throw error;
    }
  });
}

function commonJsRecord(url: string, path: string, source: string, host: EsHost): EsModule {
  const Module = host.commonJs();
  const names = [...lexedNames(Module, host.disk, path, source), 'default', 'module.exports'];
  const record = syntheticRecord(url, names, () => {
    const exports = Module._load(path, undefined, false);
    const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    const holds = (typeof exports === 'object' && exports !== null) || typeof exports === 'function';
    for (const name of names) if (holds && Object.hasOwn(exports, name)) values[name] = Reflect.get(exports, name);
    return Object.assign(values, { default: exports, 'module.exports': exports });
  });
  record.commonJs = true;
  return record;
}

/** Modules are known by this: their URL, where they have one. */
export function keyOf(resolved: Resolved): string {
  if (resolved.type === 'file') return toUrl(resolved.path) + resolved.query;
  if (resolved.type === 'data') return resolved.url;
  return resolved.type === 'builtin' ? `node:${resolved.name.replace(/^node:/, '')}` : `package:${resolved.specifier}`;
}

function resolveUrl(resolver: Resolver, specifier: string, url: string, path: string): string {
  if (/^\.{0,2}\//.test(specifier)) return new URL(specifier, url).href;
  const resolved = resolver.resolve(specifier, path);
  if (resolved.type === 'package') return `file://${packagesFolder}/${resolved.specifier}/index.js`;
  return keyOf(resolved);
}
