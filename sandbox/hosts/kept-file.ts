import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const cache = path.resolve(import.meta.dirname, '../../node_modules/.cache/engine-room');

/**
 * Bytes that take long to make: made once, then read from the project's cache.
 *
 * @param name Of the file. What the bytes are made from has to be in it, as a version or a hash.
 */
export async function keptFile(name: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const place = path.join(cache, name);
  if (existsSync(place)) return readFile(place);
  const bytes = await make();
  // Where nothing may be written, it is made again the next time.
  await keep(place, bytes).catch(() => {});
  return bytes;
}

async function keep(place: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true });
  // Several may make it at the same time, also in one process; none must read half a file.
  const own = `${place}.${randomUUID()}`;
  await writeFile(own, bytes);
  await rename(own, place);
}
