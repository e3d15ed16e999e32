import type { Files } from '../../types.ts';

const statement =
  /\bfrom\s*(['"])([^'"\n]+)\1|\bimport\s*(['"])([^'"\n]+)\3|\brequire(?:\.resolve)?\s*\(\s*(['"`])([^'"`\n]+)\5/g;

/** Packages that sources name where there is no time to wait for them: static imports and `require` of a literal. */
export function namedPackages(files: Files): Record<'import' | 'require', string[]> {
  const found = { import: new Set<string>(), require: new Set<string>() };
  for (const [path, contents] of Object.entries(files)) {
    if (!/\.[cm]?[jt]sx?$/.test(path) || path.endsWith('.d.ts')) continue;
    const text = typeof contents === 'string' ? contents : new TextDecoder().decode(contents);
    // A built-in that comes with a chunk, however a source asks for it.
    if (text.includes('node:sqlite')) found.import.add('node:sqlite');
    for (const [, , from, , alone, , required] of text.matchAll(statement)) {
      const name = from ?? alone ?? required!;
      if (/^[./]/.test(name)) continue;
      found[required === undefined ? 'import' : 'require'].add(name);
    }
  }
  return { import: [...found.import], require: [...found.require] };
}

/** Whether a program has to do with async_hooks, or a part of `#testing` that has: then its awaits are rewritten. */
export const namesAsyncHooks = (files: Files): boolean =>
  Object.entries(files).some(
    ([path, contents]) =>
      /\.[cm]?[jt]sx?$/.test(path) &&
      /async_hooks|AsyncLocalStorage|#testing\/(?:instances|lambda)/.test(
        typeof contents === 'string' ? contents : new TextDecoder().decode(contents),
      ),
  );
