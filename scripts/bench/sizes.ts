import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EngineManifest } from '../../sandbox/embedded/engine.ts';
import { chunksFor } from '../../sandbox/embedded/packages/registry.ts';
import { pageFiles, size } from './page-files.ts';

/** Bytes that pages and the engine ship: raw, gzip -9, brotli. */
export async function printSizes(slug: string): Promise<void> {
  console.log('Size (kB)                                      raw      gz      br');
  const lesson = pageFiles('lessons/what-a-backend-does/first-server');
  line('lesson page, HTML', lesson.html);
  line('lesson page, JavaScript (goal ≤ 10 gz)', lesson.scripts);
  line('lesson page, CSS (goal ≤ 15 gz)', lesson.styles);
  const exercise = pageFiles(`exercises/${slug}`);
  line('exercise page, HTML', exercise.html);
  line('exercise page, JavaScript before Monaco', exercise.scripts);
  line('exercise page, CSS', exercise.styles);

  const manifest = JSON.parse(readFileSync('dist/engine/manifest.json', 'utf8')) as EngineManifest;
  const engine = (file: string) => path.join('dist/engine', file);
  const used = new Set(['express', 'better-sqlite3'].flatMap((name) => chunksFor(manifest.modules, name, 'import')));
  const pieces = [
    manifest.core,
    manifest.frame,
    ...['vitest-runner', '#testing', ...used].map((name) => manifest.chunks[name]!.file),
    manifest.wasm['sqlite']!.file,
  ];
  for (const piece of pieces) line(`engine: ${piece}`, [engine(piece)]);
  line('engine without the transform (goal ≤ 1300 br)', pieces.map(engine));
  line('engine with the transform (goal ≤ 2200 br)', [...pieces, manifest.wasm['oxc']!.file].map(engine));
}

function line(name: string, files: string[]): void {
  const total = files
    .map(size)
    .reduce((a, b) => ({ raw: a.raw + b.raw, gz: a.gz + b.gz, br: a.br + b.br }), { raw: 0, gz: 0, br: 0 });
  const kB = (bytes: number) => (bytes / 1000).toFixed(1).padStart(8);
  console.log(`${name.padEnd(44)}${kB(total.raw)}${kB(total.gz)}${kB(total.br)}`);
}
