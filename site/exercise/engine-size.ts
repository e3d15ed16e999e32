import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { enginePieces } from './engine-pieces.ts';

/** What a first run with these packages loads, compressed: `2.2 MB`. Undefined while the engine is not built. */
export function engineSize(packages: string[]): string | undefined {
  const { frame, files } = enginePieces(packages);
  if (!frame) return undefined;
  const sizes = [frame, ...files].map((file) => gzipSync(readFileSync(path.resolve('.engine', file))).length);
  return `${(sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1)} MB`;
}
