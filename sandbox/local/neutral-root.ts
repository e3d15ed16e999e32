import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What stands for the exercise's folder in everything that a run says. */
export const neutral = '/exercise';

/**
 * Writes `/exercise` for the folder in every string of a value, however the folder is spelled there: with the separators
 * of Windows, as an address (`file:///C:/…`, `%20`), or in a page of HTML. Only then does a report know its own files. Pure.
 */
export function neutralRoot<Value>(value: Value, root: string, windows = process.platform === 'win32'): Value {
  const spelled = spellings(root, windows).map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // Behind the folder, only Windows needs a change: its separators.
  const rest = windows ? String.raw`(?:[\\/][^\\/:*?"<>|\r\n()]+)*` : '';
  const pattern = new RegExp(`(?:${spelled.join('|')})(?![\\w-])(${rest})`, windows ? 'gi' : 'g');
  return inStrings(value, (text) =>
    text.replace(pattern, (_all, more: string) => neutral + more.replaceAll('\\', '/')),
  );
}

/** The longest first, so that `file://` does not stay behind. */
function spellings(root: string, windows: boolean): string[] {
  const paths = windows ? [root.replaceAll('/', '\\'), root.replaceAll('\\', '/')] : [root];
  const address = pathToFileURL((windows ? path.win32 : path.posix).resolve(root), { windows }).href;
  const raw = paths.map((one) => `file://${windows ? '/' : ''}${one}`);
  const html = paths.map((one) => one.replaceAll('&', '&amp;').replaceAll("'", '&#39;'));
  const all = new Set([address, decodeURI(address), ...raw, ...paths, ...html]);
  return [...all].sort((a, b) => b.length - a.length);
}

function inStrings<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value) as Value;
  if (Array.isArray(value)) return value.map((one) => inStrings(one as unknown, change)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inStrings(one as unknown, change)])) as Value;
} // prettier-ignore

/** Paths as Vite writes them, on every system: it compares them as strings. */
export const slashed = (place: string, windows = process.platform === 'win32'): string =>
  windows ? place.replaceAll('\\', '/') : place;

/** Why nothing can be graded below this folder: to Vite, these characters begin something else. Empty when it can. */
export function whyUnusable(folder: string): string {
  const [character] = /[#?%]/.exec(folder) ?? [];
  return character
    ? `The folder ${folder} has “${character}” in its name, which the tools cannot read. Move the course to a folder without it, or rename that folder, and run this again.`
    : '';
}
