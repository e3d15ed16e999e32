import { sha1 } from '@noble/hashes/legacy.js';
import type { IFileSystem } from 'just-bash/browser';
import { compareBytes } from './store.ts';
import { fatal, type Entry, type Snapshot } from './types.ts';

/** A path that a merge could not settle: what its ancestor, we and they have. */
export interface Conflict {
  base?: Entry | undefined;
  ours?: Entry | undefined;
  theirs?: Entry | undefined;
}

/** What the next commit is made of. */
export interface Index {
  entries: Snapshot;
  conflicts: Map<string, Conflict>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const sides = ['base', 'ours', 'theirs'] as const;

/** Reads version 2, which is what is written here and by git itself when nothing else was asked for. */
export async function readIndex(fs: IFileSystem, gitdir: string): Promise<Index> {
  const index: Index = { entries: new Map(), conflicts: new Map() };
  const bytes = await fs.readFileBuffer(`${gitdir}/index`).catch(() => undefined);
  if (!bytes?.length) return index;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (decoder.decode(bytes.subarray(0, 4)) !== 'DIRC' || view.getUint32(4) !== 2) throw fatal('index file corrupt');
  let at = 12;
  for (let left = view.getUint32(8); left > 0; left -= 1) {
    const mode = view.getUint32(at + 24).toString(8);
    const oid = Array.from(bytes.subarray(at + 40, at + 60), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const stage = (view.getUint16(at + 60) >> 12) & 3;
    const end = bytes.indexOf(0, at + 62);
    const path = decoder.decode(bytes.subarray(at + 62, end));
    if (stage === 0) index.entries.set(path, { mode, oid });
    else index.conflicts.set(path, { ...index.conflicts.get(path), [sides[stage - 1]!]: { mode, oid } });
    at += Math.ceil((end - at + 1) / 8) * 8;
  }
  return index;
}

export async function writeIndex(fs: IFileSystem, gitdir: string, { entries, conflicts }: Index): Promise<void> {
  const all = [
    ...[...entries].map(([path, entry]) => ({ path, stage: 0, entry })),
    ...[...conflicts].flatMap(([path, conflict]) =>
      sides.flatMap((side, at) => (conflict[side] ? [{ path, stage: at + 1, entry: conflict[side] }] : [])),
    ),
  ].sort((one, other) => compareBytes(one.path, other.path) || one.stage - other.stage);
  const head = new Uint8Array(12);
  head.set(encoder.encode('DIRC'));
  new DataView(head.buffer).setUint32(4, 2);
  new DataView(head.buffer).setUint32(8, all.length);
  const body = [head, ...all.map(({ path, stage, entry }) => entryBytes(path, stage, entry))];
  const bytes = new Uint8Array(body.reduce((sum, part) => sum + part.length, 20));
  let at = 0;
  for (const part of body) {
    bytes.set(part, at);
    at += part.length;
  }
  bytes.set(sha1(bytes.subarray(0, at)), at);
  await fs.writeFile(`${gitdir}/index`, bytes);
}

/** Times and sizes stay empty: whether a file has changed is seen from what it holds. */
function entryBytes(path: string, stage: number, { mode, oid }: Entry): Uint8Array {
  const name = encoder.encode(path);
  const bytes = new Uint8Array(Math.ceil((62 + name.length + 1) / 8) * 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(24, parseInt(mode, 8));
  bytes.set(
    oid.match(/../g)!.map((pair) => parseInt(pair, 16)),
    40,
  );
  view.setUint16(60, (stage << 12) | Math.min(name.length, 0xfff));
  bytes.set(name, 62);
  return bytes;
}
