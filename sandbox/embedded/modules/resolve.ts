import type { Files } from '../../types.ts';

const extensions = ['', '.ts', '.js', '.mts', '.mjs', '.cts', '.cjs', '.json', '/index.ts', '/index.js'];

/** The path in `files` that `specifier` means when `importer` imports it; undefined when there is none. */
export function resolveFile(files: Files, importer: string, specifier: string): string | undefined {
  const base = join(importer, specifier.replace(/\?.*$/, ''));
  if (base === undefined) return undefined;
  return extensions.map((extension) => base + extension).find((path) => Object.hasOwn(files, path));
}

/** `a/b.ts` + `../c.ts` → `c.ts`; undefined when it leaves the exercise. */
function join(importer: string, specifier: string): string | undefined {
  const parts = importer.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
