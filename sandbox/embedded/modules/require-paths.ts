/** Where Node looks for what `require` names: the statics of `Module` that libraries call and replace. */
import { nodeError, invalidArgType } from '../node/errors.ts';
import { extension, join, parent as folderOf, toPath, type Disk } from './disk.ts';
import { resolveExports, resolveImports } from './package-exports.ts';
import { conditions, split, type ResolveHost } from './resolve.ts';
import type { CommonJsModule, ModuleStatics } from './commonjs.ts';

const isRelative = (request: string) => /^\.{1,2}(\/|$)/.test(request);

export function addPaths(
  Module: ModuleStatics,
  { disk, isBuiltin, packages }: ResolveHost,
  virtualPath: (specifier: string) => string,
) {
  Module._nodeModulePaths = nodeModulePaths;
  Module._resolveLookupPaths = (request, parent) => {
    if (isBuiltin(request)) return null;
    if (!isRelative(request)) return [...(parent?.paths ?? []), ...Module.globalPaths];
    return [parent?.filename ? folderOf(parent.filename) : '.'];
  };
  Module._findPath = (request, paths) => {
    for (const folder of request.startsWith('/') ? [''] : (paths ?? [])) {
      const found = findIn(Module, disk, request, folder);
      if (found) return found;
    }
    return false;
  };
  Module._resolveFilename = (request, parent, _isMain, options) => {
    if (isBuiltin(request)) return request;
    const paths = options?.paths
      ? chosenPaths(Module, request, options.paths)
      : Module._resolveLookupPaths(request, parent);
    const from = parent?.filename ?? undefined;
    if (request.startsWith('#')) {
      const internal = resolveInternal(Module, disk, request, parent);
      if (internal) return internal;
      if (packages.has(request, 'require')) return virtualPath(request);
    }
    const own = from === undefined ? undefined : ownPath(disk, request, from);
    const found = own ?? Module._findPath(request, paths ?? [], false);
    if (found) return found;
    if (!isRelative(request) && !request.startsWith('/') && packages.has(request, 'require'))
      return virtualPath(request);
    throw missing(request, parent);
  };
}

function chosenPaths(Module: ModuleStatics, request: string, paths: unknown): string[] {
  if (!Array.isArray(paths)) throw invalidArgType('options.paths', 'Array', paths);
  if (isRelative(request)) return paths as string[];
  return (paths as string[]).flatMap((path) => {
    const from = new Module('', null);
    from.paths = nodeModulePaths(path);
    return Module._resolveLookupPaths(request, from) ?? [];
  });
}

function nodeModulePaths(from: string): string[] {
  const paths: string[] = [];
  for (let folder = join('/', from); ; folder = folderOf(folder)) {
    if (!folder.endsWith('/node_modules')) paths.push(`${folder === '/' ? '' : folder}/node_modules`);
    if (folder === '/') return paths;
  }
}

function findIn(Module: ModuleStatics, disk: Disk, request: string, folder: string): string | undefined {
  const bare = folder !== '' && !isRelative(request);
  if (folder !== '' && disk.kind(folder) !== 'folder') return undefined;
  if (bare) {
    const exported = fromExports(disk, folder, request);
    if (exported) return exported;
  }
  const path = folder === '' ? join('/', request) : join(folder, request);
  const slash = /(?:^|\/)\.{0,2}$|\/$/.test(request);
  const ends = Object.keys(Module._extensions);
  const file = slash ? undefined : firstFile(disk, path, ['', ...ends]);
  if (file) return disk.real(file);
  if (disk.kind(path) !== 'folder') return undefined;
  const inside = fromFolder(disk, path, ends, request);
  return inside && disk.real(inside);
}

const firstFile = (disk: Disk, path: string, ends: string[]) =>
  ends.map((end) => path + end).find((one) => disk.kind(one) === 'file');

function fromFolder(disk: Disk, folder: string, ends: string[], request: string): string | undefined {
  const { main } = disk.manifest(folder) ?? {};
  const index = () => firstFile(disk, `${folder}/index`, ends);
  if (typeof main !== 'string' || main === '') return index();
  const path = join(folder, main);
  const found = firstFile(disk, path, ['', ...ends]) ?? firstFile(disk, `${path}/index`, ends) ?? index();
  if (found) return found;
  const message = `Cannot find module '${path}'. Please verify that the package.json has a valid "main" entry`;
  throw Object.assign(new Error(message), {
    code: 'MODULE_NOT_FOUND',
    path: `${folder}/package.json`,
    requestPath: request,
  });
}

function fromExports(disk: Disk, folder: string, request: string): string | undefined {
  const parts = /^((?:@[^/]+\/)?[^./@][^/]*)(\/.*)?$/.exec(request);
  if (!parts) return undefined;
  const home = `${folder}/${parts[1]}`;
  const manifest = disk.kind(home) === 'folder' ? disk.manifest(home) : undefined;
  if (manifest?.exports == null) return undefined;
  const path = resolveExports(manifest, `.${parts[2] ?? ''}`, { folder: home, conditions: conditions.require });
  return existing(disk, path);
}

/** A package that asks for itself by its name. */
function ownPath(disk: Disk, request: string, from: string): string | undefined {
  const scope = disk.scope(from);
  const { name, exports } = scope?.manifest ?? {};
  if (!scope || exports == null || typeof name !== 'string') return undefined;
  if (request !== name && !request.startsWith(`${name}/`)) return undefined;
  const query = { folder: scope.folder, conditions: conditions.require, from };
  return existing(disk, resolveExports(scope.manifest, `.${request.slice(name.length)}`, query));
}

function resolveInternal(
  Module: ModuleStatics,
  disk: Disk,
  request: string,
  parent: CommonJsModule | null | undefined,
): string | undefined {
  const from = parent?.filename;
  const scope = from ? disk.scope(from) : undefined;
  if (!from || !scope || typeof scope.manifest.imports !== 'object') return undefined;
  let other: string | undefined;
  const path = resolveImports(scope.manifest, request, {
    folder: scope.folder,
    conditions: conditions.require,
    from,
    external: (specifier) => (other = Module._resolveFilename(specifier, parent)),
  });
  return other ?? existing(disk, path);
}

function existing(disk: Disk, path: string): string {
  if (disk.kind(path) === 'file') return disk.real(path);
  throw Object.assign(new Error(`Cannot find module '${path}'`), { code: 'MODULE_NOT_FOUND' });
}

function missing(request: string, parent: CommonJsModule | null | undefined): Error {
  const requireStack: string[] = [];
  for (let each = parent; each; each = each.parent) requireStack.push(each.filename ?? each.id);
  const via = requireStack.length ? `\nRequire stack:\n- ${requireStack.join('\n- ')}` : '';
  return Object.assign(new Error(`Cannot find module '${request}'${via}`), { code: 'MODULE_NOT_FOUND', requireStack });
}

/** The path that `createRequire` is given. */
export function requirePath(from: unknown): string {
  if (from instanceof URL || (typeof from === 'string' && from.startsWith('file:'))) return toPath(String(from));
  if (typeof from === 'string' && from.startsWith('/')) return from;
  const shown = typeof from === 'string' ? `'${from}'` : String(from);
  const message = `The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received ${shown}`;
  throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
}

export { extension, split };
