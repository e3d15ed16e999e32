import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { decode, encode } from '@msgpack/msgpack';
import { snapshot } from '@webcontainer/snapshot';
import { directory as engineDirectory, buildEngine } from '../../embedded/packages/build.ts';
import { repository } from '../../embedded/packages/bundle.ts';
import { addPackages } from './packages.ts';
import { addPrograms } from './programs.ts';
import { addTools } from './tools.ts';

/** Where the snapshot is: `snapshot.json`, and a file named by the hash of what it holds. */
export const directory = path.join(repository, '.snapshot');

/** `snapshot.json`. */
export interface SnapshotManifest {
  file: string;
  /** As it is downloaded: a gzip that the page unpacks, whatever a host does to files. */
  bytes: number;
  /** As it is mounted. */
  raw: number;
}

/**
 * Builds what a container is mounted with instead of an `npm install`: Vitest on a Vite that needs no native code, the
 * packages of the embedded runtime, and our programs. Nothing is done when all it is made of is as it was.
 */
export async function buildSnapshot(options: { log?(line: string): void } = {}): Promise<{ directory: string }> {
  await buildEngine(options);
  const state = await fingerprint();
  const isThere = async () => (await readFile(path.join(directory, 'stamp'), 'utf8').catch(() => '')) === state;
  if (await isThere()) return { directory };
  options.log?.('Building the snapshot for WebContainers …');
  const fresh = `${directory}.${process.pid}`;
  try {
    const { bytes, raw } = await buildInto(fresh, state);
    if (!(await isThere())) {
      await rm(directory, { recursive: true, force: true });
      await rename(fresh, directory);
    }
    options.log?.(`The snapshot has ${(bytes / 1e6).toFixed(1)} MB, ${(raw / 1e6).toFixed(1)} unpacked.`);
  } catch (error) {
    // Another process that has built the same was faster.
    if (!(await isThere())) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return { directory };
}

/** Writes a snapshot's files into a folder of their own. */
async function buildInto(fresh: string, state: string): Promise<SnapshotManifest> {
  await mkdir(fresh, { recursive: true });
  const tree = await mkdtemp(path.join(fresh, 'tree-'));
  await addTools(tree);
  await addPackages(tree);
  await addPrograms(tree);
  const raw = sorted(await snapshot(tree));
  const packed = await promisify(gzip)(raw, { level: 9 });
  const file = `snapshot.${createHash('sha256').update(packed).digest('hex').slice(0, 12)}.bin`;
  const manifest: SnapshotManifest = { file, bytes: packed.length, raw: raw.length };
  await rm(tree, { recursive: true });
  await writeFile(path.join(fresh, file), packed);
  await writeFile(path.join(fresh, 'snapshot.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(path.join(fresh, 'stamp'), state);
  return manifest;
}

/** Files are packed as they are come by. In order, the same files are the same download, and a learner keeps the one they have. */
const sorted = (packed: Uint8Array) => encode(decode(packed), { sortKeys: true });

/** Changes with the engine, our programs, and the versions of what comes from npm. */
async function fingerprint(): Promise<string> {
  const sum = createHash('sha256').update(await readFile(path.join(engineDirectory, 'stamp')));
  const sources = path.join(repository, 'sandbox');
  for (const file of (await readdir(sources, { recursive: true })).filter((one) => one.endsWith('.ts')).sort())
    sum.update(file).update(await readFile(path.join(sources, file)));
  const lock = path.join(repository, 'package-lock.json');
  if (existsSync(lock)) sum.update(await readFile(lock));
  return sum.digest('hex');
}
