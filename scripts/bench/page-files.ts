import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export interface Size {
  raw: number;
  gz: number;
  br: number;
}

const known = new Map<string, Size>();

export function size(file: string): Size {
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
export function pageFiles(route: string) {
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

/** What a page loads before anything is used on it, in bytes of gzip -9. */
export function weightOf(route: string): { scripts: number; styles: number } {
  const { scripts, styles } = pageFiles(route);
  const sum = (files: string[]) => files.reduce((total, file) => total + size(file).gz, 0);
  return { scripts: sum(scripts), styles: sum(styles) };
}
