import { resolveFile } from './embedded/modules/resolve.ts';
import { SourceError, type Transformed } from './embedded/modules/transform.ts';
import type { Files, TestReport } from './types.ts';

type Transform = (path: string, source: string) => Transformed;
type ErrorReport = Extract<TestReport, { status: 'error' }>;

/** What a program may import besides its own files and `#testing`. */
export interface Allowed {
  packages: readonly string[];
  builtins: readonly string[];
}

/**
 * Looks at the files before they run and says in words what would stop them from loading: a file that cannot be
 * parsed, an import that is not there, an export that the suite needs. Returns undefined when nothing does.
 * The local and the embedded runtime both ask it first, so that they say the same.
 */
export function preflight(files: Files, transform: Transform, allowed: Allowed): ErrorReport | undefined {
  const modules = new Map<string, Transformed>();
  for (const [path, contents] of Object.entries(files)) {
    if (typeof contents !== 'string' || !/\.[cm]?[jt]sx?$/.test(path) || path.endsWith('.d.ts')) continue;
    try {
      modules.set(path, transform(path, contents));
    } catch (error) {
      if (error instanceof SourceError) return { status: 'error', reason: 'syntax', message: error.message };
      throw error;
    }
  }
  const missing = modulesFault(files, modules, allowed);
  return missing === undefined ? undefined : { status: 'error', reason: 'load', message: missing };
}

function modulesFault(files: Files, modules: Map<string, Transformed>, allowed: Allowed): string | undefined {
  for (const [path, module] of modules) {
    for (const specifier of module.deps) {
      const fault = specifier.startsWith('.')
        ? fileFault(files, modules, path, specifier)
        : packageFault(path, specifier, allowed);
      if (fault) return fault;
    }
  }
  return undefined;
}

function fileFault(
  files: Files,
  modules: Map<string, Transformed>,
  path: string,
  specifier: string,
): string | undefined {
  const target = resolveFile(files, path, specifier);
  if (!target) {
    return `${path} imports '${specifier}', and there is no such file. The files here are: ${Object.keys(files).sort().join(', ')}.`;
  }
  const exported = modules.get(target)?.exportedNames;
  const needed = modules.get(path)?.importedNames[specifier] ?? [];
  const absent = exported && needed.find((name) => !exported.includes(name));
  if (!absent) return undefined;
  const has = exported.length ? `It exports ${exported.join(', ')}.` : 'It exports nothing yet.';
  const write = absent === 'default' ? 'export default' : `export function ${absent}(…)`;
  return `${path} needs an export named \`${absent}\` from ${target}. ${has} Write \`${write}\` in ${target}, or check the spelling.`;
}

function packageFault(path: string, specifier: string, allowed: Allowed): string | undefined {
  if (specifier === '#testing') return undefined;
  const builtin = specifier.replace(/^node:/, '');
  if (allowed.builtins.includes(builtin)) return undefined;
  const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0]!;
  if (allowed.packages.includes(name)) return undefined;
  if (specifier.startsWith('node:')) return `${path} imports '${specifier}', and Node has no such module.`;
  return `${path} imports '${name}', which exercises cannot use. Allowed are ${allowed.packages.join(', ')} and Node's own modules (node:fs, node:crypto …).`;
}
