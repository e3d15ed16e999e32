import { testingModules } from './testing/parts.ts';
import { resolveFile } from './embedded/modules/mounted.ts';
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
    // Mounted packages are not the learner's; CommonJS may hold what no ES module can, and exports while it runs.
    if (path.includes('node_modules/') || (isCommonJs(path, contents) && !/\.m?tsx?$/.test(path))) continue;
    try {
      const module = transform(path, contents);
      modules.set(path, isCommonJs(path, contents) ? { ...module, exportedNames: undefined } : module);
    } catch (error) {
      if (error instanceof SourceError) return { status: 'error', reason: 'syntax', message: error.message };
      throw error;
    }
  }
  const missing = modulesFault(files, modules, allowed);
  return missing === undefined ? undefined : { status: 'error', reason: 'load', message: missing };
}

/** By its name, or by what it says: nothing of an ES module, and something of what CommonJS gives to a file. */
function isCommonJs(path: string, source: string): boolean {
  if (/\.c[jt]s$/.test(path)) return true;
  if (/\.m[jt]s$/.test(path)) return false;
  const code = source.replace(/\/\*[^]*?\*\/|(?<=^|[\s;{}])\/\/.*/g, '');
  return /\b(?:module|exports|require)\b/.test(code) && !/(?:^|[;}])\s*(?:import\b(?!\s*[(.])|export\b)/m.test(code);
}

function modulesFault(files: Files, modules: Map<string, Transformed>, allowed: Allowed): string | undefined {
  for (const [path, module] of modules) {
    for (const specifier of module.deps) {
      const fault = specifier.startsWith('.')
        ? fileFault(files, modules, path, specifier)
        : isMounted(files, specifier)
          ? undefined
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
  if (!target && isMocked(files[path], specifier)) return undefined;
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

/** A mock with a factory stands for a file that need not be there. */
const isMocked = (contents: Files[string] | undefined, specifier: string) =>
  typeof contents === 'string' &&
  [...contents.matchAll(/\b(?:m|doM)ock\(\s*(?:import\(\s*)?(['"`])(.*?)\1/g)].some(
    ([, , named]) => named === specifier,
  );

/** Packages that the program brings along, names that its own package.json gives, and what needs no file. */
function isMounted(files: Files, specifier: string): boolean {
  if (/^(?:data|file):|^\//.test(specifier)) return true;
  const name = nameOf(specifier);
  const folder = `node_modules/${name}/`;
  if (Object.keys(files).some((path) => path.startsWith(folder) || path.includes(`/${folder}`))) return true;
  const manifests = Object.entries(files).filter(([path]) => /(?:^|\/)package\.json$/.test(path));
  return manifests.some(([, contents]) =>
    String(contents).includes(specifier.startsWith('#') ? `"imports"` : `"${name}"`),
  );
}

const nameOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function packageFault(path: string, specifier: string, allowed: Allowed): string | undefined {
  if (testingModules.includes(specifier)) return undefined;
  if (specifier.startsWith('#testing/'))
    return `${path} imports '${specifier}', which does not exist. There are ${testingModules.join(', ')}.`;
  const builtin = specifier.replace(/^node:/, '');
  if (allowed.builtins.includes(builtin)) return undefined;
  const name = nameOf(specifier);
  if (allowed.packages.includes(name)) return undefined;
  if (specifier.startsWith('node:')) return `${path} imports '${specifier}', and Node has no such module.`;
  return `${path} imports '${name}', which exercises cannot use. Allowed are ${allowed.packages.join(', ')} and Node's own modules (node:fs, node:crypto …).`;
}
