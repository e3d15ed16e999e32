import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { text } from 'node:stream/consumers';
import { trackAwaits } from '../modules/await-context.ts';
import { rewriteImports } from '../modules/rewrite.ts';
import type { Description } from './describe.ts';
import { builtins, npm } from './manifest.ts';

export const repository = path.resolve(import.meta.dirname, '../../..');

/** Where a package is, as esbuild names its files; node_modules may be a link. */
const folderOf = (name: string) =>
  `${path.relative(repository, path.join(realpathSync(path.join(repository, 'node_modules')), name))}/`;

/** A chunk as esbuild leaves it, and what its modules need from other chunks: `a/b`, or `import:a/b`. */
export interface Chunk {
  name: string;
  text: Uint8Array;
  /** Specifier → how it can be had from this chunk, and what that needs. */
  modules: Record<string, Partial<Record<'import' | 'require', string[]>>>;
}

type Descriptions = Record<string, Description>;

const outside = new Set<string>([...builtins, ...builtins.map((name) => `node:${name}`), 'node:sqlite', 'node:test']);

/**
 * Asks Node about every module of the manifest.
 * @throws when one of them cannot be imported, with Node's reason.
 */
export async function describePackages(): Promise<Descriptions> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'describe.ts')], {
    cwd: repository,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(Object.keys(npm).flatMap(specifiersOf)));
  const answer = JSON.parse(await text(child.stdout)) as Record<string, Description | { error: string }>;
  for (const [specifier, description] of Object.entries(answer)) {
    if ('error' in description)
      throw new Error(`The package module ${specifier} cannot be imported: ${description.error}`);
    if (npm[packageOf(specifier)]?.single) description.require = description.import;
  }
  return answer as Descriptions;
}

const specifiersOf = (name: string) => [name, ...(npm[name]!.subpaths ?? []).map((part) => `${name}/${part}`)];

/**
 * One npm package with what only it needs: a CommonJS text that puts a table of its modules on `module.entries`, so
 * that each is evaluated when it is first asked for. Packages of the manifest are left outside, so that a class or a
 * registry exists once. Forms for `import` and for `require` that share nothing become two chunks, as they are two
 * copies in Node.
 */
export async function bundlePackage(name: string, known: Descriptions, common: BuildOptions): Promise<Chunk[]> {
  const both = await bundle(name, name, ['import', 'require'], known, common);
  const used = (form: 'import' | 'require') =>
    specifiersOf(name).map((specifier) => reachable(both.metafile, known[specifier]![form], name));
  const [imported, required] = [new Set(used('import').flat()), used('require').flat()];
  if (required.some((file) => imported.has(file))) return [both.chunk()];
  return Promise.all([
    bundle(name, name, ['import'], known, common).then(({ chunk }) => chunk()),
    bundle(name, `${name}.require`, ['require'], known, common).then(({ chunk }) => chunk()),
  ]);
}

/** So that an AsyncLocalStorage of a program keeps its values on the way through packages. */
export function withTrackedAwaits(text: Uint8Array): Uint8Array {
  const tracked = trackAwaits(new TextDecoder().decode(text), 'script');
  if (!tracked) return text;
  // Throws where the rewriting made nonsense of it.
  void new Function(tracked.code);
  return new TextEncoder().encode(tracked.code);
}

/** What a package imports by a name that is made while it runs is a file of the program. */
function ownImports(contents: Uint8Array): Uint8Array {
  const { text, importer } = rewriteImports(new TextDecoder().decode(contents));
  return importer ? new TextEncoder().encode(text) : contents;
}

type Form = 'import' | 'require';

async function bundle(name: string, chunkName: string, forms: Form[], known: Descriptions, common: BuildOptions) {
  const faults: string[] = [];
  const result = await build({
    ...common,
    metafile: true,
    stdin: { contents: table(name, forms, known), resolveDir: repository, sourcefile: 'table.cjs' },
    format: 'cjs',
    platform: 'node',
    // As Node resolves: no `module` field and no `module` condition.
    mainFields: ['main'],
    conditions: [],
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: `const importMetaUrl = 'file:///node_modules/${name}/dist/index.js';` },
    plugins: [otherPackages(name, known, faults), ...(common.plugins ?? [])],
  });
  if (faults.length) throw new Error(faults.join('\n'));
  const modules: Chunk['modules'] = {};
  for (const specifier of specifiersOf(name)) {
    modules[specifier] = Object.fromEntries(
      forms.map((form) => [form, needs(result.metafile, known[specifier]![form])] as const),
    );
  }
  return {
    metafile: result.metafile,
    // Rewriting takes longer than bundling, and what shows that a package is two chunks is thrown away.
    chunk: (): Chunk => ({
      name: chunkName,
      text: withTrackedAwaits(ownImports(result.outputFiles![0]!.contents)),
      modules,
    }),
  };
}

/** The chunk's own module: what can be had from it, evaluated when asked for. */
function table(name: string, forms: Form[], known: Descriptions): string {
  const entries = specifiersOf(name).map((specifier) => {
    const { format, names } = known[specifier]!;
    const getters = forms.map((form) => `${form}: () => require(${JSON.stringify(known[specifier]![form])})`);
    const facts = forms.includes('import') ? `format: '${format}', names: ${JSON.stringify(names)},` : '';
    return `${JSON.stringify(specifier)}: { ${facts} ${getters.join(', ')} }`;
  });
  return `module.entries = { ${entries.join(',\n')} };
    Object.defineProperty(module, 'exports', { configurable: true, get: () => {
      const entry = module.entries[${JSON.stringify(name)}];
      return (entry.import ?? entry.require)();
    } });`;
}

/** The inputs of the package itself that a file leads to. */
function reachable(metafile: Metafile, file: string, name: string): string[] {
  return [...walk(metafile, file).keys()].filter((input) => input.startsWith(folderOf(name)));
}

function needs(metafile: Metafile, file: string): string[] {
  return [...new Set([...walk(metafile, file).values()].flat())].sort();
}

/** Every input that a file leads to, with the modules of other chunks that it asks for. */
function walk(metafile: Metafile, file: string): Map<string, string[]> {
  const seen = new Map<string, string[]>();
  const visit = (input: string) => {
    if (seen.has(input) || !metafile.inputs[input]) return;
    const { imports } = metafile.inputs[input];
    const external = imports.filter((one) => one.external && !outside.has(one.path)).map((one) => one.path);
    seen.set(
      input,
      external.filter((specifier) => npm[packageOf(specifier.replace(/^import:/, ''))]),
    );
    for (const one of imports) if (!one.external) visit(one.path);
  };
  visit(path.relative(repository, file));
  return seen;
}

export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const ownResolution = Symbol('resolved by esbuild itself');

/**
 * Leaves Node's built-ins and packages of the manifest outside; the latter only in the version that exercises get.
 * What is not installed because it is optional stays a `require` that throws, as in Node.
 */
function otherPackages(name: string, known: Descriptions, faults: string[]): Plugin {
  return {
    name: 'other-packages',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /^[^./]/ }, async ({ path: specifier, kind, importer, resolveDir, pluginData }) => {
        if (pluginData === ownResolution || kind === 'entry-point') return undefined;
        if (outside.has(specifier)) return { path: specifier, external: true };
        const found = await resolve(specifier, { kind, importer, resolveDir, pluginData: ownResolution });
        if (found.errors.length) return kind === 'import-statement' ? undefined : { path: specifier, external: true };
        const other = packageOf(specifier);
        const shared = other !== name && npm[other] && path.relative(repository, found.path).startsWith(folderOf(other)); // prettier-ignore
        if (!shared) return undefined;
        const listed = [specifier, `${specifier}.js`, `${specifier}/index.js`].find((one) => known[one]);
        if (!listed) {
          faults.push(`${path.relative(repository, importer)} needs ${specifier}: add it to the subpaths of ${other}.`);
          return { path: specifier, external: true };
        }
        if (kind === 'require-call') return { path: listed, external: true };
        return { path: listed, namespace: 'imported' };
      });
      onLoad({ filter: /.*/, namespace: 'imported' }, ({ path: specifier }) => ({
        contents: reexport(specifier, known[specifier]!.names),
        resolveDir: repository,
      }));
      onResolve({ filter: /^import:/ }, ({ path: specifier }) => ({ path: specifier, external: true }));
    },
  };
}

/** A module of another chunk with the names that Node finds in it; esbuild alone would take its namespace for a default. */
function reexport(specifier: string, names: string[]): string {
  const lines = names.map((name, index) => `const name${index} = other[${JSON.stringify(name)}];`);
  const exported = names.map((name, index) => `name${index} as ${JSON.stringify(name)}`);
  return `const other = require('import:${specifier}');\n${lines.join('\n')}\nexport { ${exported.join(', ')} };`;
}
