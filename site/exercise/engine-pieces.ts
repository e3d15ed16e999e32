import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { EngineManifest } from '../../sandbox/embedded/engine.ts';
import { chunksFor } from '../../sandbox/embedded/packages/registry.ts';

/**
 * The files of the engine that a run with these packages needs, for `<link rel="preload">`: the browser asks for them
 * with the page, and its load event waits for them, so that a page that has loaded needs the network no more.
 * The frame that isolates it is part of the page for the same reason.
 * Empty while a development server has not built the engine yet; it is then fetched when the script asks for it.
 */
export function enginePieces(packages: string[]): { frame?: string; files: string[] } {
  const file = path.resolve('.engine/manifest.json');
  if (!existsSync(file)) return { files: [] };
  const { frame, core, chunks, modules, wasm } = JSON.parse(readFileSync(file, 'utf8')) as EngineManifest;
  const wanted = packages.flatMap((name) => chunksFor(modules, name, 'import'));
  const needed = ['vitest-runner', '#testing', ...new Set(wanted)].flatMap((name) => chunks[name] ?? []);
  const binaries = ['oxc', ...needed.flatMap((chunk) => chunk.wasm ?? [])].flatMap((name) => wasm[name]?.file ?? []);
  return { frame, files: ['manifest.json', core, ...needed.map((chunk) => chunk.file), ...binaries] };
}
