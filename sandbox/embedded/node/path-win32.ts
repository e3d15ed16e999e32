import posix from 'path-browserify';

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
  if (device === '') return body;
  return rest === '' && !absolute ? `${device}.` : `${device}${body}`;
}

function join(...parts: string[]): string {
  const given = parts.filter((part) => part !== '');
  return given.length === 0 ? '.' : normalize(given.join('\\'));
}

function resolve(...parts: string[]): string {
  let device = '';
  let tail = '';
  for (const part of ['C:\\', ...parts].reverse()) {
    const piece = split(part);
    if (device && piece.device && piece.device.toLowerCase() !== device.toLowerCase()) continue;
    if (!tail.startsWith('/')) tail = piece.absolute ? `/${piece.rest}/${tail}` : `${piece.rest}/${tail}`;
    device ||= piece.device;
  }
  return `${device}${back(posix.resolve('/', tail))}`;
}

function root(path: string): string {
  const { device, absolute } = split(path);
  return device + (absolute ? '\\' : '');
}

function body(path: string): string {
  const { rest, absolute } = split(path);
  return absolute ? `/${rest.replace(/^\//, '')}` : rest;
}

export const win32 = {
  sep: '\\',
  delimiter: ';',
  normalize,
  join,
  resolve,
  isAbsolute: (path: string) => split(path).absolute,
  basename: (path: string, ext?: string) => posix.basename(body(path), ext),
  extname: (path: string) => posix.extname(body(path)),
  dirname(path: string) {
    const { device } = split(path);
    const folder = back(posix.dirname(body(path)));
    return device && folder === '.' ? device : device + folder;
  },
  relative(from: string, to: string) {
    const [a, b] = [resolve(from), resolve(to)];
    if (split(a).device.toLowerCase() !== split(b).device.toLowerCase()) return b;
    return back(posix.relative(body(a), body(b)));
  },
  parse(path: string) {
    const parsed = posix.parse(body(path));
    return { ...parsed, root: root(path), dir: parsed.dir === '' ? root(path) : split(path).device + back(parsed.dir) };
  },
  format(parts: { root?: string; dir?: string; base?: string; name?: string; ext?: string }) {
    const base = parts.base ?? `${parts.name ?? ''}${parts.ext ?? ''}`;
    const dir = parts.dir ?? parts.root;
    if (!dir) return base;
    return dir === parts.root ? dir + base : `${dir}\\${base}`;
  },
  toNamespacedPath: (path: string) => path,
};
