/** What a learner picked or dropped, as entries; a zip as what is in it. */
import { limits } from '../../../sandbox/session/file-names.ts';
import { archiveLimits, isArchive, unpack } from './archive.ts';
import type { Entry } from './import-plan.ts';

interface Picked {
  path: string;
  file: File;
}

const noise = /(^|\/)(node_modules|\.git)(\/|$)/;

export const fromFiles = (files: Iterable<File>): Promise<Entry[]> =>
  read([...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })));

/** Call it at once: the browser empties a drop after its event. */
export function fromDrop({ items, files }: DataTransfer): Promise<Entry[]> {
  const roots = [...items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry != null);
  if (!roots.length) return fromFiles(files);
  return Promise.all(roots.map(walk)).then((found) => read(found.flat()));
}

async function read(picked: Picked[]): Promise<Entry[]> {
  const wanted = picked.filter(({ path }) => !noise.test(path));
  if (wanted.length > archiveLimits.entries) {
    throw new Error(`These are more than ${archiveLimits.entries} files. Pick the exercise’s folder alone.`);
  }
  const entries = await Promise.all(wanted.map(readOne));
  return entries.flat();
}

async function readOne({ path, file }: Picked): Promise<Entry[]> {
  const zipped = /\.zip$/i.test(path);
  if (file.size > (zipped ? archiveLimits.bytes : limits.fileCharacters)) {
    if (zipped) throw new Error('The archive is too large for one exercise. Pick the exercise’s folder alone.');
    return [{ path }];
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  return zipped || isArchive(bytes) ? unpack(bytes) : [{ path, bytes }];
}

async function walk(entry: FileSystemEntry): Promise<Picked[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (noise.test(path)) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Picked[] = [];
  // A reader gives what is in a folder piece by piece, and nothing at its end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length || found.length > archiveLimits.entries) return found;
    found.push(...(await Promise.all(some.map(walk))).flat());
  }
}
