import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Path → contents, bytes as base64 where they are no text; files of one's own keep their times. */
export type MountedFiles = Record<string, { text?: string; bytes?: string; mtime?: number }>;

const forPeople = /\.(md|map|ts|mts|cts|flow|markdown|lock|node)$/i;
const skipped = new Set(['.git', '.bin', '.cache', 'docs', '@types']);

/** What a program can read in a folder of `root`: everything but what only people and compilers do. */
export function mountable(root: string, folder = ''): MountedFiles {
  const found: MountedFiles = {};
  const visit = (relative: string) => {
    for (const entry of readdirSync(path.join(root, relative), { withFileTypes: true })) {
      const name = path.join(relative, entry.name);
      const packaged = name.includes('node_modules');
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name) && !(folder && entry.name === 'node_modules')) visit(name);
      } else if (entry.isFile() && !(packaged && forPeople.test(entry.name))) found[name] = read(root, name, packaged);
    }
  };
  visit(folder);
  return found;
}

function read(root: string, name: string, packaged: boolean): MountedFiles[string] {
  const contents = readFileSync(path.join(root, name));
  const text = contents.toString();
  const same = Buffer.from(text).equals(contents);
  const mtime = packaged ? {} : { mtime: statSync(path.join(root, name)).mtimeMs / 1000 };
  return { ...(same ? { text } : { bytes: contents.toString('base64') }), ...mtime };
}
