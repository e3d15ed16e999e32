import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../dist');
const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};
const rules = readRules(readFileSync(path.join(root, '_headers'), 'utf8'));

/**
 * Serves `dist/` as a static host does, with the headers of its `_headers` file.
 *
 * @param change What a page is answered as, in place of its HTML.
 * @param bare As a host does that cannot send headers of one's own.
 */
export const createDistServer = (change?: (html: string) => string, { bare = false } = {}): Server =>
  createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const wanted = path.join(root, decodeURIComponent(pathname), pathname.endsWith('/') ? 'index.html' : '');
    const found = wanted.startsWith(root + path.sep) && existsSync(wanted) && statSync(wanted).isFile();
    const file = found ? wanted : path.join(root, '404.html');
    if (!bare) for (const [name, value] of headersOf(pathname)) response.setHeader(name, value);
    response.setHeader('Content-Type', types[path.extname(file)] ?? 'application/octet-stream');
    response.writeHead(found ? 200 : 404);
    if (change && file.endsWith('.html')) response.end(change(readFileSync(file, 'utf8')));
    else createReadStream(file).pipe(response);
  });

interface Rule {
  pattern: string;
  /** A value of `undefined` takes away what an earlier rule set. */
  headers: [string, string | undefined][];
}

function readRules(text: string): Rule[] {
  const all: Rule[] = [];
  for (const line of text.split('\n').filter((one) => one.trim())) {
    const header = /^\s+(!\s*)?([\w-]+)(?::\s*(.*))?$/.exec(line);
    if (header) all.at(-1)?.headers.push([header[2]!, header[1] ? undefined : header[3]]);
    else all.push({ pattern: line.trim(), headers: [] });
  }
  return all;
}

function headersOf(pathname: string): Map<string, string> {
  const set = new Map<string, string>();
  for (const { pattern, headers } of rules) {
    const matches = pattern.endsWith('*') ? pathname.startsWith(pattern.slice(0, -1)) : pathname === pattern;
    if (!matches) continue;
    for (const [name, value] of headers) {
      if (value === undefined) set.delete(name);
      else set.set(name, value);
    }
  }
  return set;
}
