import type { Files } from '../../types.ts';

const extensions = ['', '.ts', '.js', '.mts', '.mjs', '.cts', '.cjs', '.json'];
const candidates = [...extensions, ...extensions.slice(1).map((extension) => `/index${extension}`)];

/** The path in `files` that a relative `specifier` means when `importer` imports it; undefined when there is none. */
export function resolveFile(files: Files, importer: string, specifier: string): string | undefined {
  const base = join(importer, specifier.replace(/\?.*$/, ''));
  if (base === undefined) return undefined;
  const typed = base.replace(/\.([cm]?)js$/, '.$1ts');
  return [...candidates.map((extension) => base + extension), typed].find((path) => Object.hasOwn(files, path));
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
