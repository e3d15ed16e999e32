import { strToU8, unzipSync, zipSync } from 'fflate';
import { limits } from '../../../sandbox/session/file-names.ts';
import type { TextFiles } from '../../../sandbox/session/work.ts';
import type { Entry } from './import-plan.ts';

/** Bytes of an archive, and entries in it, above which nobody's exercise can be meant. */
export const archiveLimits = { bytes: 5_000_000, entries: 500 };

export function pack(files: TextFiles): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries));
}

/** Throws an error with a sentence for the learner. What is too long is listed and not unpacked. */
export function unpack(archive: Uint8Array): Entry[] {
  const entries: Entry[] = [];
  let count = 0;
  let total = 0;
  const tooMuch = new Error('The archive holds too much for one exercise. Pick the exercise’s folder alone.');
  if (archive.length > archiveLimits.bytes) throw tooMuch;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
    if (++count > archiveLimits.entries) throw tooMuch;
    if (name.endsWith('/')) return false;
    const short = originalSize <= limits.fileCharacters;
    if (!short) entries.push({ path: name });
    else if ((total += originalSize) > archiveLimits.bytes) throw tooMuch;
    return short;
  };
  try {
    const unpacked = Object.entries(unzipSync(archive, { filter })).map(([path, bytes]) => ({ path, bytes }));
    return [...entries, ...unpacked];
  } catch (error) {
    if (error === tooMuch) throw error;
    throw new Error('The archive cannot be read: it is damaged, or no zip. Download it again, or pick its files.', {
      cause: error,
    });
  }
}

export const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
