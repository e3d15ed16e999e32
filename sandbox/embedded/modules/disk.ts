import { nodeError } from '../node/errors.ts';

/** What resolution and loading need of `fs`; programs that replace functions of `fs` do not change how modules load. */
export interface Disk {
  kind(path: string): 'file' | 'folder' | undefined;
  read(path: string): string;
  /** Links resolved; the path itself where that fails. */
  real(path: string): string;
  /** `package.json` of a folder; undefined when there is none. */
  manifest(folder: string): Manifest | undefined;
  /** The folder of the nearest `package.json` above a file, and what it says. */
  scope(path: string): { folder: string; manifest: Manifest } | undefined;
}

export interface Manifest {
  name?: unknown;
  main?: unknown;
  type?: unknown;
  exports?: unknown;
  imports?: unknown;
}

export function createDisk(fs: typeof import('node:fs')): Disk {
  const { statSync, readFileSync, realpathSync } = fs;
  const parsed = new Map<string, { text: string; manifest: Manifest }>();
  const kind: Disk['kind'] = (path) => {
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : undefined;
    } catch {
      // A file on the way, a name that is too long: there is nothing.
      return undefined;
    }
  };
  const read = (path: string) => {
    const text = readFileSync(path, 'utf8');
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  };
  const manifest: Disk['manifest'] = (folder) => {
    const path = `${folder === '/' ? '' : folder}/package.json`;
    if (kind(path) !== 'file') return undefined;
    const text = read(path);
    const known = parsed.get(path);
    if (known?.text === text) return known.manifest;
    try {
      const found = Object(JSON.parse(text)) as Manifest;
      parsed.set(path, { text, manifest: found });
      return found;
    } catch (error) {
      throw nodeError(
        Error,
        'ERR_INVALID_PACKAGE_CONFIG',
        `Invalid package config ${path}. ${(error as Error).message}`,
      );
    }
  };
  return {
    kind,
    read,
    manifest,
    real(path) {
      try {
        return realpathSync(path);
      } catch {
        return path;
      }
    },
    scope(path) {
      for (let folder = parent(path); ; folder = parent(folder)) {
        // A package's own files never take the type of the project around it.
        if (folder.endsWith('/node_modules')) return undefined;
        const found = manifest(folder);
        if (found) return { folder, manifest: found };
        if (folder === '/') return undefined;
      }
    },
  };
}

/** The folder that a path is in. */
export const parent = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** `/a/b` + `../c` → `/a/c`. */
export function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The characters that a `file:` URL cannot hold as they are. */
const unsafe: Record<string, string> = {
  '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '#': '%23', '?': '%3F',
}; // prettier-ignore

export const toUrl = (path: string): string =>
  new URL(`file://${path.replace(/[%\\\n\r\t#?]/g, (character) => unsafe[character]!)}`).href;

export const toPath = (url: string): string => decodeURIComponent(new URL(url).pathname);

export const extension = (path: string): string => /[^/](\.[^./]*)$/.exec(path)?.[1] ?? '';
