import { nodeError } from '../node/errors.ts';
import { extension, join, parent, toPath, toUrl, type Disk } from './disk.ts';
import { resolveExports, resolveImports, type PackageQuery } from './package-exports.ts';
import type { Form } from '../packages/registry.ts';

/** What a specifier means. */
export type Resolved =
  | { type: 'file'; path: string; /** With its question mark. */ query: string }
  | { type: 'builtin'; name: string }
  /** A package of the engine, or a part of one. */
  | { type: 'package'; specifier: string }
  | { type: 'data'; url: string };

export interface ResolveHost {
  disk: Disk;
  isBuiltin(name: string): boolean;
  /** Packages that the engine brings along. */
  packages: { has(specifier: string, form: Form): boolean; includes(name: string): boolean };
}

export interface ImportOptions {
  conditions?: readonly string[];
  /** Extensions to try, and folders to look into, as bundlers do; Node's own `import` takes paths as they are. */
  guess?: readonly string[];
}

export const conditions = {
  import: ['node', 'import', 'module-sync', 'node-addons'],
  require: ['node', 'require', 'module-sync', 'node-addons'],
} as const;

/** Where the engine's packages seem to be. */
export const packagesFolder = '/node_modules';

/** Files and folders of packages on the disk. */
function createFinder(disk: Disk) {
  function existing(wanted: string, from: string, { guess }: ImportOptions, query = ''): Resolved {
    const path = guess ? (find(wanted, guess) ?? wanted) : wanted;
    const kind = disk.kind(path);
    const extra = { url: toUrl(path) };
    if (kind === 'folder') {
      const message = `Directory import '${path}' is not supported resolving ES modules imported from ${from}`;
      throw nodeError(Error, 'ERR_UNSUPPORTED_DIR_IMPORT', message, extra);
    }
    if (kind === undefined) throw notFound('module', path, from, extra);
    return { type: 'file', path: disk.real(path), query };
  }

  function find(path: string, guess: readonly string[]): string | undefined {
    if (disk.kind(path) === 'file') return path;
    const typed = path.replace(/\.([cm]?)js$/, '.$1ts');
    if (typed !== path && disk.kind(typed) === 'file') return typed;
    const withExtension = guess.map((end) => path + end).find((one) => disk.kind(one) === 'file');
    if (withExtension || disk.kind(path) !== 'folder') return withExtension;
    const main = mainOf(path);
    return main ?? guess.map((end) => `${path}/index${end}`).find((one) => disk.kind(one) === 'file');
  }

  function findPackage(name: string, from: string): string | undefined {
    for (let folder = parent(from); ; folder = parent(folder)) {
      const candidate = `${folder === '/' ? '' : folder}/node_modules/${name}`;
      if (!folder.endsWith('/node_modules') && disk.kind(candidate) === 'folder') return candidate;
      if (folder === '/') return undefined;
    }
  }

  /** What `main` means, or the index file. */
  function mainOf(folder: string): string | undefined {
    const { main } = disk.manifest(folder) ?? {};
    const ends = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node'];
    const named = typeof main === 'string' && main !== '' ? ends.map((end) => join(folder, main) + end) : [];
    return [...named, ...ends.slice(4).map((end) => folder + end)].find((path) => disk.kind(path) === 'file');
  }

  return { existing, findPackage, mainOf };
}

/** Node's resolution of `import`. `from` is an absolute path. */
export function createResolver({ disk, isBuiltin, packages }: ResolveHost) {
  const { existing, findPackage, mainOf } = createFinder(disk);

  function resolve(specifier: string, from: string, options: ImportOptions = {}): Resolved {
    if (/^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..') return file(specifier, from, options);
    if (specifier.startsWith('#')) return internal(specifier, from, options);
    if (specifier.startsWith('data:')) return { type: 'data', url: specifier };
    if (specifier.startsWith('file:')) return file(toPath(specifier), from, options, new URL(specifier).search);
    if (isBuiltin(specifier)) return { type: 'builtin', name: specifier };
    if (specifier.startsWith('node:')) {
      throw nodeError(Error, 'ERR_UNKNOWN_BUILTIN_MODULE', `No such built-in module: ${specifier}`);
    }
    if (/^[a-z][a-z0-9+.-]+:/i.test(specifier)) throw unsupportedScheme(specifier);
    return bare(specifier, from, options);
  }

  const file = (specifier: string, from: string, options: ImportOptions, search?: string) => {
    const { path, query } = located(specifier, from, search);
    return existing(path, from, options, query);
  };

  function internal(name: string, from: string, options: ImportOptions): Resolved {
    const scope = disk.scope(from);
    // The suites' own helpers, which the engine brings along under a name of this kind.
    if (!declares(scope?.manifest.imports, name) && packages.has(name, 'import'))
      return { type: 'package', specifier: name };
    let other: Resolved | undefined;
    const path = resolveImports(scope?.manifest, name, {
      ...query(scope?.folder ?? '/', from, options),
      external: (specifier) => {
        other = resolve(specifier, from, options);
        return specifier;
      },
    });
    return other ?? existing(path, from, {});
  }

  function bare(specifier: string, from: string, options: ImportOptions): Resolved {
    const { name, subpath } = split(specifier, from);
    const scope = disk.scope(from);
    if (scope && scope.manifest.name === name && scope.manifest.exports != null) {
      return existing(resolveExports(scope.manifest, subpath, query(scope.folder, from, options)), from, {});
    }
    const folder = findPackage(name, from);
    if (folder !== undefined) {
      const manifest = disk.manifest(folder);
      if (manifest?.exports != null)
        return existing(resolveExports(manifest, subpath, query(folder, from, options)), from, {});
      if (subpath !== '.') return existing(join(folder, subpath), from, options);
      const main = mainOf(folder);
      if (main === undefined) throw notFound('package', `${folder}/index.js`, from);
      return { type: 'file', path: disk.real(main), query: '' };
    }
    if (packages.has(specifier, 'import')) return { type: 'package', specifier };
    if (packages.includes(name)) throw notExported(name, subpath, from);
    throw notFound('package', name, from);
  }

  return { resolve, findPackage, mainOf };
}

export type Resolver = ReturnType<typeof createResolver>;

/** @param search Given where the specifier was a URL and is its path. */
function located(specifier: string, from: string, search?: string): { path: string; query: string } {
  const [, path = '', query = ''] = search === undefined ? /^([^?#]*)(.*)$/.exec(specifier)! : ['', specifier, search];
  const full = join(parent(from), path);
  if (/%2f|%5c/i.test(path)) {
    const message = `Invalid module "${full}" must not include encoded "/" or "\\" characters imported from ${from}`;
    throw nodeError(TypeError, 'ERR_INVALID_MODULE_SPECIFIER', message);
  }
  return { path: search === undefined ? join(parent(from), decode(path)) : full, query };
}

const query = (
  folder: string,
  from: string,
  { conditions: given = conditions.import }: ImportOptions,
): PackageQuery => ({
  folder,
  from,
  conditions: given,
});

const declares = (imports: unknown, name: string) =>
  typeof imports === 'object' && imports !== null && Object.hasOwn(imports, name);

/** `@a/b/c` → `@a/b` and `./c`. */
export function split(specifier: string, from?: string): { name: string; subpath: string } {
  const parts = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier);
  if (
    specifier !== '' &&
    (!parts || /^\.|\\|%/.test(parts[1]!) || (specifier.startsWith('@') && !parts[1]!.includes('/')))
  ) {
    const message = `Invalid module "${specifier}" is not a valid package name${from === undefined ? '' : ` imported from ${from}`}`;
    throw nodeError(TypeError, 'ERR_INVALID_MODULE_SPECIFIER', message);
  }
  return { name: parts?.[1] ?? '', subpath: `.${parts?.[2] ?? ''}` };
}

/** Of one of the engine's packages: it has no such part, or the part is not among those that the engine has. */
export function notExported(name: string, subpath: string, from?: string): Error {
  const file = `${packagesFolder}/${name}/package.json`;
  const message = `Package subpath '${subpath}' is not defined by "exports" in ${file}`;
  return nodeError(
    Error,
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
    from === undefined ? message : `${message} imported from ${from}`,
  );
}

function notFound(what: 'module' | 'package', name: string, from: string, extra: object = {}): Error {
  return nodeError(Error, 'ERR_MODULE_NOT_FOUND', `Cannot find ${what} '${name}' imported from ${from}`, extra);
}

function unsupportedScheme(specifier: string): Error {
  const protocol = specifier.slice(0, specifier.indexOf(':') + 1);
  const message = `Only URLs with a scheme in: file and data are supported by the default ESM loader. Received protocol '${protocol}'`;
  return nodeError(Error, 'ERR_UNSUPPORTED_ESM_URL_SCHEME', message);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export type Format = 'module' | 'commonjs' | 'json';

/** How Node reads a file of this name in this place; undefined when its source decides, `unknown` when nothing does. */
export function formatOf(disk: Disk, path: string): Format | 'detect' | 'unknown' {
  const end = extension(path);
  if (end === '.mjs' || end === '.mts') return 'module';
  if (end === '.cjs' || end === '.cts') return 'commonjs';
  if (end === '.json') return 'json';
  if (end !== '.js' && end !== '.ts' && end !== '') return 'unknown';
  const type = disk.scope(path)?.manifest.type;
  if (type === 'module' || type === 'commonjs') return type;
  return 'detect';
}
