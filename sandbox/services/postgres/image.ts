import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { keptFile } from '../../hosts/kept-file.ts';

/** An empty data directory as a compressed archive: making one takes seconds, unpacking it half of one. */
export default async function databaseImage(): Promise<Uint8Array> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = await readFile(path.join(path.dirname(entry), '../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return keptFile(`postgres-${version}.tar.gz`, make);
}

async function make(): Promise<Uint8Array> {
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create();
  const archive = await database.dumpDataDir('gzip');
  await database.close();
  return new Uint8Array(await archive.arrayBuffer());
}
