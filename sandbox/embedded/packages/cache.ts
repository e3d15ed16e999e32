import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repository, type Chunk } from './bundle.ts';

const folder = path.join(repository, 'node_modules/.cache/engine-room');

/**
 * The chunks of npm packages change with the lock file and with what bundles them, the rest of the engine with every
 * edit of it: the former are kept, so that a rebuild after an edit takes a second.
 */
export async function cachedChunks(bundle: () => Promise<Chunk[]>): Promise<Chunk[]> {
  const file = path.join(folder, `packages.${await key()}.json`);
  if (existsSync(file)) return read(await readFile(file, 'utf8'));
  const chunks = await bundle();
  const stored = chunks.map((chunk) => ({ ...chunk, text: Buffer.from(chunk.text).toString() }));
  await mkdir(folder, { recursive: true });
  await forgetOld(path.basename(file));
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, JSON.stringify(stored));
  await rename(fresh, file);
  return chunks;
}

/** Other checkouts may share these node_modules: what was written lately stays. */
async function forgetOld(current: string): Promise<void> {
  const lately = Date.now() - 24 * 60 * 60 * 1000;
  for (const name of await readdir(folder)) {
    if (!name.startsWith('packages.') || name === current) continue;
    const other = path.join(folder, name);
    const written = await stat(other).catch(() => undefined);
    if (written && written.mtimeMs < lately) await rm(other, { force: true });
  }
}

function read(stored: string): Chunk[] {
  const chunks = JSON.parse(stored) as (Omit<Chunk, 'text'> & { text: string })[];
  return chunks.map((chunk) => ({ ...chunk, text: Buffer.from(chunk.text) }));
}

async function key(): Promise<string> {
  const sum = createHash('sha256').update(process.version).update(repository);
  const sources = ['bundle.ts', 'describe.ts', 'manifest.ts'];
  const rewriters = ['await-context.ts', 'rewrite.ts'].map((name) =>
    path.join(import.meta.dirname, '../modules', name),
  );
  const files = [...sources.map((name) => path.join(import.meta.dirname, name)), ...rewriters];
  for (const name of ['package.json', 'package-lock.json']) files.push(path.join(repository, name));
  for (const file of files) if (existsSync(file)) sum.update(await readFile(file));
  return sum.digest('hex').slice(0, 16);
}
