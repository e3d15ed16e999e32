import { fatal } from './types.ts';

/** A path as the repository names it, from one that was written in a folder. @throws {Fatal} outside of the repository. */
export function toRepoPath(root: string, cwd: string, path: string): string {
  const absolute = normal(path.startsWith('/') ? path : `${cwd}/${path}`);
  if (absolute === root) return '';
  const base = root === '/' ? '/' : `${root}/`;
  if (!absolute.startsWith(base)) throw fatal(`${path}: '${path}' is outside repository at '${root}'`);
  return absolute.slice(base.length);
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A repository's path as it is told in a folder below it: `../a.txt`. */
export function fromRepoPath(root: string, cwd: string, path: string): string {
  const here = toRepoPath(root, cwd, '.').split('/').filter(Boolean);
  const there = path.split('/');
  let same = 0;
  while (same < here.length && here[same] === there[same] && same < there.length - 1) same += 1;
  return [...here.slice(same).map(() => '..'), ...there.slice(same)].join('/') || './';
}

export interface PathSpec {
  /** As it was written. */
  text: string;
  matches(path: string): boolean;
}

/** Paths, folders and patterns, as they are written behind commands. */
export function pathSpecs(root: string, cwd: string, words: string[]): PathSpec[] {
  return words.map((text) => {
    const path = toRepoPath(root, cwd, text);
    const pattern = /[*?[]/.test(path) ? globPattern(path) : undefined;
    const matches = (one: string) =>
      path === '' || one === path || one.startsWith(`${path}/`) || (pattern?.test(one) ?? false);
    return { text, matches };
  });
}

/** Whether a path is meant; with no words, every path is. */
export const isMeant = (specs: PathSpec[], path: string): boolean =>
  !specs.length || specs.some(({ matches }) => matches(path));

function globPattern(text: string): RegExp {
  const source = text.replace(/\[!?[^\]]*\]|[*?]|[.+^${}()|\\[\]]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.startsWith('[') && part.length > 2) return part.replace('[!', '[^');
    return `\\${part}`;
  });
  return new RegExp(`^${source}(?:/.*)?$`);
}

/** As git prints paths with letters that are not plain: `"a\tb"`, `"\303\251"`. */
export function quotePath(path: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/["\\\x00-\x1f\x7f]|[^\x00-\x7f]/.test(path)) return path;
  const named: Record<string, string> = { '\t': '\\t', '\n': '\\n', '"': '\\"', '\\': '\\\\' };
  const octal = (byte: number) => (byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, '0')}` : undefined);
  const text = Array.from(new TextEncoder().encode(path), (byte) => {
    const letter = String.fromCharCode(byte);
    return named[letter] ?? octal(byte) ?? letter;
  });
  return `"${text.join('')}"`;
}
