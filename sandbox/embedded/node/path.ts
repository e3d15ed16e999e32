import posixPath from 'path-browserify';
import { matchesGlob } from './glob.ts';
import { win32 } from './path-win32.ts';
import { invalidArgType, validateString } from './errors.ts';

type Path = Omit<typeof posixPath, 'posix' | 'win32'> & {
  posix: Path;
  win32: Path;
  toNamespacedPath(path: string): string;
  matchesGlob(path: string, pattern: string): boolean;
};

/** path-browserify reports a wrong argument in words of its own. */
function checked<T extends Record<string, unknown>>(module: T): T {
  const names: Record<string, string> = { join: 'path', resolve: 'paths[0]', relative: 'from' };
  const result: Record<string, unknown> = { ...module };
  for (const [key, value] of Object.entries(module)) {
    if (typeof value !== 'function' || ['format', 'parse', 'toNamespacedPath'].includes(key)) continue;
    const each = key === 'join' || key === 'resolve';
    result[key] = (...args: unknown[]) => {
      const count = each ? args.length : key === 'relative' ? 2 : 1;
      for (let i = 0; i < count; i++) {
        const name = key === 'resolve' ? `paths[${i}]` : key === 'relative' && i === 1 ? 'to' : (names[key] ?? 'path');
        validateString(args[i], name);
      }
      if (key === 'basename' && args[1] !== undefined) validateString(args[1], 'suffix');
      return Reflect.apply(value, module, args);
    };
    Object.defineProperty(result[key], 'name', { value: key });
  }
  result['parse'] = (path: unknown) => {
    validateString(path, 'path');
    return (module['parse'] as (path: string) => object)(path);
  };
  return result as T;
}

type Parts = { root?: string; dir?: string; base?: string; name?: string; ext?: string };

/** Puts the dot before an extension that lacks it; path-browserify does not. */
const formatWith = (separator: string) =>
  function format(parts: Parts): string {
    if (parts === null || typeof parts !== 'object') throw invalidArgType('pathObject', 'object', parts);
    const ext = parts.ext ? `${parts.ext.startsWith('.') ? '' : '.'}${parts.ext}` : '';
    const base = parts.base || `${parts.name ?? ''}${ext}`;
    const dir = parts.dir || parts.root;
    if (!dir) return base;
    return dir === parts.root ? `${dir}${base}` : `${dir}${separator}${base}`;
  };
const format = formatWith('/');

const posix = {
  ...checked(posixPath as unknown as Record<string, unknown>),
  format,
  toNamespacedPath: (path: string) => path,
  matchesGlob,
  sep: '/',
  delimiter: ':',
} as unknown as Path;
posix.posix = posix;
posix.win32 = Object.assign(checked(win32), { posix, matchesGlob, format: formatWith('\\') }) as unknown as Path;
posix.win32.win32 = posix.win32;

export default posix;
