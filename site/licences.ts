import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readNotices, type Notice } from './third-party/notices.ts';

/** With the licence's words, as the work brings them. */
export type Licence = Notice & { text?: string };

/** Everybody whose work is in this site, with the words of the licences. */
export function licences(): Licence[] {
  return readNotices(readFileSync('THIRD-PARTY.md', 'utf8')).map((notice) => {
    const text = textOf(notice) ?? compiledText(notice);
    return text === undefined ? notice : { ...notice, text };
  });
}

function textOf({ name, version }: Notice): string | undefined {
  const folder = folderOf(name, version);
  // Some keep the licences of their parts in a folder, their own among them.
  const places = folder ? [folder, path.join(folder, 'LICENSE')].filter(isFolder) : [];
  const files = places.flatMap((place) => readdirSync(place).map((one) => path.join(place, one)));
  const file = files.find((one) => /^(?:licen[cs]e|copying)/i.test(path.basename(one)) && !isFolder(one));
  return file ? readFileSync(file, 'utf8').trim() : undefined;
}

/** What is compiled into a binary brings no words along: ours are in files of the work's first word. */
function compiledText({ name }: Notice): string | undefined {
  const [word] = /^\w+/.exec(name) ?? [];
  const file = `site/third-party/words/${word?.toLowerCase()}.txt`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

const isFolder = (place: string): boolean => existsSync(place) && statSync(place).isDirectory();

/** Most packages are at the top; a second version of one lies below the package that needs it. */
function folderOf(name: string, version: string): string | undefined {
  const top = `node_modules/${name}`;
  if (versionIn(top) === version) return top;
  return globSync(`node_modules/{*,@*/*}/node_modules/${name}`).find((folder) => versionIn(folder) === version);
}

function versionIn(folder: string): string | undefined {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version : undefined;
}
