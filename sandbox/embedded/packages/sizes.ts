import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { EngineManifest } from '../engine.ts';
import { chunksFor } from './registry.ts';

export interface Size {
  raw: number;
  gz: number;
  br: number;
}

/** Bytes of every piece of a built engine, by the name that the manifest gives it; compressed as a web server would. */
export function measureEngine(directory: string, only?: (name: string) => boolean): Record<string, Size> {
  const manifest = readManifest(directory);
  const files: Record<string, string> = { core: manifest.core, frame: manifest.frame };
  for (const [name, { file }] of Object.entries(manifest.chunks)) files[name] = file;
  for (const [name, { file }] of Object.entries(manifest.wasm)) files[`${name}.wasm`] = file;
  const wanted = Object.entries(files).filter(([name]) => !only || only(name));
  return Object.fromEntries(wanted.map(([name, file]) => [name, sizeOf(readFileSync(path.join(directory, file)))]));
}

/** The pieces that a page needs for exercises with these packages, by their names in `measureEngine`. */
export function piecesFor(directory: string, packages: string[]): string[] {
  const { chunks, modules } = readManifest(directory);
  const names = ['vitest-runner', '#testing', ...packages.flatMap((name) => chunksFor(modules, name, 'import'))];
  const wasm = names.flatMap((name) => chunks[name]?.wasm ?? []).map((name) => `${name}.wasm`);
  return [...new Set(['core', 'frame', ...names, ...wasm])];
}

export const total = (sizes: Size[]): Size => ({
  raw: sizes.reduce((sum, { raw }) => sum + raw, 0),
  gz: sizes.reduce((sum, { gz }) => sum + gz, 0),
  br: sizes.reduce((sum, { br }) => sum + br, 0),
});

const readManifest = (directory: string) =>
  JSON.parse(readFileSync(path.join(directory, 'manifest.json'), 'utf8')) as EngineManifest;

const sizeOf = (contents: Uint8Array): Size => ({
  raw: contents.length,
  gz: gzipSync(contents, { level: 9 }).length,
  br: brotliCompressSync(contents).length,
});

/** `node sandbox/embedded/packages/sizes.ts`: the report. */
if (import.meta.main) {
  const { buildEngine } = await import('./build.ts');
  const { directory } = await buildEngine({ log: console.log });
  const sizes = measureEngine(directory);
  const line = (name: string, { raw, gz, br }: Size) =>
    console.log(name.padEnd(24) + [raw, gz, br].map((bytes) => (bytes / 1000).toFixed(1).padStart(9)).join(''));
  console.log(`${'kB'.padEnd(24)}      raw       gz       br`);
  for (const [name, size] of Object.entries(sizes).sort(([, a], [, b]) => b.br - a.br)) line(name, size);
  const usual = total(piecesFor(directory, ['express', 'better-sqlite3']).map((name) => sizes[name]!));
  line('Express + SQLite', usual);
  line('  with the transform', total([usual, sizes['oxc.wasm']!]));
}
