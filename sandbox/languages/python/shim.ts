import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'shim');

/** The modules that stand between programs and the guest, by file name. */
export async function readShim(): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.py')).sort();
  const read = names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** For an interpreter that starts without a snapshot, which has them in its memory. */
export default async function shim(): Promise<Uint8Array> {
  return new TextEncoder().encode(JSON.stringify(await readShim()));
}
