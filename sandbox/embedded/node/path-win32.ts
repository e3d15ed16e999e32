import posix from 'path-browserify';
import { workingFolder } from './working-folder.ts';

const SEPARATORS = /[\\/]+/g;

/** `C:`, a share, or nothing; then whether the rest starts at a root. */
function split(path: string): { device: string; absolute: boolean; rest: string } {
  const share = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/.exec(path);
  const device = share ? `\\\\${share[1]}\\${share[2]}` : (/^[A-Za-z]:/.exec(path)?.[0] ?? '');
  const rest = path.slice(share ? share[0].length : device.length);
  return { device, absolute: share !== null || /^[\\/]/.test(rest), rest: rest.replace(SEPARATORS, '/') };
}

const back = (path: string) => path.replaceAll('/', '\\');

function normalize(path: string): string {
  if (path === '') return '.';
  const { device, absolute, rest } = split(path);
  const body = back(posix.normalize(absolute && !rest.startsWith('/') ? `/${rest}` : rest || '.'));
  // A later part with a colon must not be taken for a drive.
  if (device === '') return !absolute && /:(?:[\\/]|$)/.test(path) ? `.\\${body}` : body;
  return rest === '' && !absolute ? `${device}.` : `${device}${body}`;
}

function join(...parts: string[]): string {
  const given = parts.filter((part) => part !== '');
  if (given.length === 0) return '.';
  // Only a first part that is a share may make one.
  const share = /^[\\/]{2}[^\\/]/.test(given[0]!);
  return normalize(share ? given.join('\\') : given.join('\\').replace(/^[\\/]+/, '\\'));
}

function resolve(...parts: string[]): string {
  let device = '';
  let tail = '';
  for (const part of [workingFolder(), ...parts].reverse()) {
    const piece = split(part);
    if (device && piece.device && piece.device.toLowerCase() !== device.toLowerCase()) continue;
    if (!tail.startsWith('/')) tail = piece.absolute ? `/${piece.rest}/${tail}` : `${piece.rest}/${tail}`;
    device ||= piece.device;
  }
  return `${device}${back(posix.resolve('/', tail))}`;
}

/** Where the root ends in the path as it is written. */
function rootEnd(path: string): number {
  const share = /^[\\/]{2}[^\\/]+[\\/]+[^\\/]+(?:[\\/]|$)/.exec(path);
  if (share) return share[0].length;
  const device = /^[A-Za-z]:/.exec(path)?.[0].length ?? 0;
  return device + (/[\\/]/.test(path[device] ?? '') ? 1 : 0);
}

/** The path as it is written, up to its last part; undefined when there is only one. */
function folder(path: string): string | undefined {
  const end = rootEnd(path);
  const rest = path.slice(end).replace(/[\\/]+$/, '');
  const cut = Math.max(rest.lastIndexOf('\\'), rest.lastIndexOf('/'));
  if (cut < 0) return end > 0 ? path.slice(0, end) : undefined;
  return path.slice(0, end + cut);
}

function body(path: string): string {
  const { rest, absolute } = split(path);
  return absolute ? `/${rest.replace(/^\//, '')}` : rest;
}

const parts = (path: string) => path.split('\\').filter((part) => part !== '');

export const win32 = {
  sep: '\\',
  delimiter: ';',
  normalize,
  join,
  resolve,
  isAbsolute: (path: string) => split(path).absolute,
  basename: (path: string, ext?: string) => posix.basename(body(path), ext),
  extname: (path: string) => posix.extname(body(path)),
  dirname: (path: string) => folder(path) ?? '.',
  relative(from: string, to: string) {
    const target = resolve(to);
    const [a, b] = [parts(resolve(from)), parts(target)];
    let common = 0;
    // Windows does not tell cases apart.
    while (common < a.length && a[common]!.toLowerCase() === b[common]?.toLowerCase()) common += 1;
    if (common === 0 && a.length > 0 && b.length > 0) return target;
    return [...a.slice(common).map(() => '..'), ...b.slice(common)].join('\\');
  },
  parse(path: string) {
    return { ...posix.parse(body(path)), root: path.slice(0, rootEnd(path)), dir: folder(path) ?? '' };
  },
  format(parts: { root?: string; dir?: string; base?: string; name?: string; ext?: string }) {
    const base = parts.base ?? `${parts.name ?? ''}${parts.ext ?? ''}`;
    const dir = parts.dir ?? parts.root;
    if (!dir) return base;
    return dir === parts.root ? dir + base : `${dir}\\${base}`;
  },
  toNamespacedPath(path: string) {
    if (typeof path !== 'string' || path === '') return path;
    const full = resolve(path);
    if (/^\\\\[^?.]/.test(full)) return `\\\\?\\UNC\\${full.slice(2)}`;
    return /^[A-Za-z]:\\/.test(full) ? `\\\\?\\${full}` : path;
  },
};
