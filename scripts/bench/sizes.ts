import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { EngineManifest } from '../../sandbox/embedded/host.ts';

interface Size {
  raw: number;
  gz: number;
  br: number;
}

/** Bytes that pages and the engine ship: raw, gzip -9, brotli. */
export async function printSizes(slug: string): Promise<void> {
  console.log('Size (kB)                                      raw      gz      br');
  const lesson = pageFiles('lessons/what-a-backend-does/first-server');
  line('lesson page, HTML', lesson.html);
  line('lesson page, JavaScript (goal ≤ 10 gz)', lesson.scripts);
  line('lesson page, CSS', lesson.styles);
  const exercise = pageFiles(`exercises/${slug}`);
  line('exercise page, HTML', exercise.html);
  line('exercise page, JavaScript before Monaco', exercise.scripts);
  line('exercise page, CSS', exercise.styles);

  const manifest = JSON.parse(readFileSync('dist/engine/manifest.json', 'utf8')) as EngineManifest;
  const engine = (file: string) => path.join('dist/engine', file);
  const pieces = [
    manifest.core,
    manifest.frame,
    ...['vitest-runner', '#testing', 'express', 'better-sqlite3'].map((name) => manifest.chunks[name]!.file),
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

const known = new Map<string, Size>();

function size(file: string): Size {
  let found = known.get(file);
  if (!found) {
    const contents = readFileSync(file);
    found = {
      raw: contents.length,
      gz: gzipSync(contents, { level: 9 }).length,
      br: brotliCompressSync(contents).length,
    };
    known.set(file, found);
  }
  return found;
}

/** The page's own HTML, its stylesheets, and its scripts with all that they import statically. */
function pageFiles(route: string) {
  const file = path.join('dist', route, 'index.html');
  const html = readFileSync(file, 'utf8');
  const urls = (pattern: RegExp) =>
    [...html.matchAll(pattern)].map((match) => path.join('dist', match[1]!)).filter((one) => existsSync(one));
  const scripts = new Set<string>();
  for (const script of urls(/<script[^>]+src="([^"]+\.js)"/g)) addImports(script, scripts);
  return { html: [file], scripts: [...scripts], styles: urls(/<link[^>]+href="([^"]+\.css)"/g) };
}

function addImports(file: string, seen: Set<string>): void {
  if (seen.has(file)) return;
  seen.add(file);
  for (const match of readFileSync(file, 'utf8').matchAll(
    /(?:^|[;}\s])(?:import|export)[^'"()]*?['"](\.[^'"]+\.js)['"]/g,
  )) {
    addImports(path.join(path.dirname(file), match[1]!), seen);
  }
}
