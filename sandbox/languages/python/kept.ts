import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { keptFile } from '../../hosts/kept-file.ts';

const here = import.meta.dirname;
const modules = path.resolve(here, '../../../node_modules');

/** Makes bytes once and keeps them for as long as Pyodide and the named files of this folder stay as they are. */
export async function kept(name: string, files: string[], make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const hash = createHash('sha256').update(await readFile(path.join(modules, 'pyodide/package.json')));
  for (const file of files) hash.update(await readFile(path.join(here, file)));
  return keptFile(`${name}-${hash.digest('hex').slice(0, 12)}`, make);
}
