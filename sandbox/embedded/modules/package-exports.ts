/** `exports` and `imports` of a package.json, as Node's documentation of its resolution says. */
import { nodeError } from '../node/errors.ts';
import type { Manifest } from './disk.ts';

export interface PackageQuery {
  /** The package's folder. */
  folder: string;
  conditions: readonly string[];
  /** The file that asks, for messages. */
  from?: string | undefined;
  /** For a target of `imports` that is the name of another package. */
  external?(specifier: string): string;
}

const imported = ({ from }: PackageQuery) => (from === undefined ? '' : ` imported from ${from}`);

/** The file that `subpath` (`.` or `./x`) of a package means. @throws ERR_PACKAGE_PATH_NOT_EXPORTED and others. */
export function resolveExports(manifest: Manifest, subpath: string, query: PackageQuery): string {
  const { exports } = manifest;
  const map = isMap(exports) ? exports : { '.': exports };
  const found = match(map, subpath, query, false);
  if (found === undefined || found === null) {
    const file = `${query.folder}/package.json`;
    const message =
      subpath === '.'
        ? `No "exports" main defined in ${file}`
        : `Package subpath '${subpath}' is not defined by "exports" in ${file}`;
    throw nodeError(Error, 'ERR_PACKAGE_PATH_NOT_EXPORTED', message + imported(query));
  }
  return found;
}

/** The file, built-in or package that `#name` means inside a package. */
export function resolveImports(manifest: Manifest | undefined, name: string, query: PackageQuery): string {
  const { imports } = manifest ?? {};
  const found = imports && typeof imports === 'object' ? match(imports as Targets, name, query, true) : undefined;
  if (found === undefined || found === null) {
    const where = manifest ? ` in package ${query.folder}/package.json` : '';
    const message = `Package import specifier "${name}" is not defined${where}${imported(query)}`;
    throw nodeError(TypeError, 'ERR_PACKAGE_IMPORT_NOT_DEFINED', message);
  }
  return found;
}

type Targets = Record<string, unknown>;

const isMap = (exports: unknown): exports is Targets =>
  typeof exports === 'object' &&
  exports !== null &&
  !Array.isArray(exports) &&
  Object.keys(exports).some((key) => key.startsWith('.'));

function match(map: Targets, key: string, query: PackageQuery, internal: boolean): string | null | undefined {
  if (Object.hasOwn(map, key) && !key.includes('*') && !key.endsWith('/')) {
    return target(map[key], { ...query, key, internal });
  }
  const patterns = Object.keys(map)
    .filter((pattern) => fits(pattern, key))
    .sort(byPrecision);
  const [best] = patterns;
  if (best === undefined) return undefined;
  const star = best.indexOf('*');
  const part = key.slice(star, key.length - (best.length - star - 1));
  return target(map[best], { ...query, key, internal, part });
}

function fits(pattern: string, key: string): boolean {
  const [before, after, more] = pattern.split('*');
  if (after === undefined || more !== undefined) return false;
  return key.startsWith(before!) && key.endsWith(after) && key.length >= pattern.length && key !== before;
}

/** The longer the part before the star, the better; then the longer pattern. */
const byPrecision = (a: string, b: string) => b.indexOf('*') - a.indexOf('*') || b.length - a.length;

interface TargetQuery extends PackageQuery {
  key: string;
  internal: boolean;
  /** What the star stands for. */
  part?: string;
}

function target(value: unknown, query: TargetQuery): string | null | undefined {
  if (typeof value === 'string') return textTarget(value, query);
  if (value === null) return null;
  if (Array.isArray(value)) return firstOf(value, query);
  if (typeof value === 'object') {
    for (const [condition, inner] of Object.entries(value as Targets)) {
      if (condition !== 'default' && !query.conditions.includes(condition)) continue;
      const found = target(inner, query);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  throw invalidTarget(value, query);
}

function firstOf(values: unknown[], query: TargetQuery): string | null | undefined {
  let last: unknown;
  let result: null | undefined;
  for (const value of values) {
    try {
      const found = target(value, query);
      if (found !== undefined && found !== null) return found;
      if (found === null) result = null;
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_INVALID_PACKAGE_TARGET') throw error;
      last = error;
    }
  }
  if (last !== undefined && result === undefined) throw last;
  return result;
}

const forbidden = /(^|\/|\\)(\.\.?|node_modules)(\/|\\|$)/i;

function textTarget(value: string, query: TargetQuery): string {
  const { part, internal, external, folder } = query;
  if (!value.startsWith('./')) {
    const isPackage = internal && !value.startsWith('../') && !value.startsWith('/');
    if (!isPackage || !external) throw invalidTarget(value, query);
    return external(part === undefined ? value : value.replaceAll('*', part));
  }
  if (forbidden.test(value.slice(2))) throw invalidTarget(value, query);
  if (part !== undefined && forbidden.test(part)) {
    const reason = `request is not a valid match in pattern "${query.key}"`;
    throw nodeError(TypeError, 'ERR_INVALID_MODULE_SPECIFIER', `Invalid module "${query.key}" ${reason}`);
  }
  return `${folder}/${(part === undefined ? value : value.replaceAll('*', part)).slice(2)}`;
}

function invalidTarget(value: unknown, query: TargetQuery): Error {
  const { internal, key, folder } = query;
  const relative = typeof value === 'string' && !internal && value.length > 0 && !value.startsWith('./');
  const what = !internal && key === '.' ? '"exports" main target' : `"${internal ? 'imports' : 'exports'}" target`;
  const whose = !internal && key === '.' ? '' : ` for '${key}'`;
  const message = `Invalid ${what} ${JSON.stringify(value)} defined${whose} in the package config ${folder}/package.json`;
  const hint = relative ? '; targets must start with "./"' : '';
  return nodeError(Error, 'ERR_INVALID_PACKAGE_TARGET', `${message}${imported(query)}${hint}`);
}
