import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from '../../sandbox/types.ts';

export const root = path.resolve(import.meta.dirname, '../..');

/** Every file below a folder of the repository: path relative to that folder → text. */
export function readFolder(folder: string): Files {
  const home = path.join(root, folder);
  const files: Files = {};
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files[path.relative(home, file).split(path.sep).join('/')] = readFileSync(file, 'utf8');
  }
  return files;
}

export function foldersIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}
