import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EngineManifest } from '../../embedded/engine.ts';
import { directory as engineDirectory } from '../../embedded/packages/build.ts';
import { packageOf, repository } from '../../embedded/packages/bundle.ts';
import { createRegistry } from '../../embedded/packages/registry.ts';
import { testingModules } from '../../testing/parts.ts';
import { engine, largestChunk } from '../protocol.ts';
import { testingFile, testingImports } from '../testing-imports.ts';

/** Chunks that only the embedded runtime's worker uses. */
const elsewhere = ['vitest-runner'];

/**
 * Puts the engine's packages into `tree`: their chunks beside our programs, and in `node_modules` a small package each
 * that hands on what a chunk exports.
 */
export async function addPackages(tree: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(engineDirectory, 'manifest.json'), 'utf8')) as EngineManifest;
  const folder = path.join(tree, engine);
  await mkdir(path.join(folder, 'chunks'), { recursive: true });
  const chunks = Object.fromEntries(
    Object.entries(manifest.chunks).flatMap(([name, { file }]) => (elsewhere.includes(name) ? [] : [[name, file]])),
  );
  for (const [name, file] of Object.entries(chunks))
    if (manifest.chunks[name]!.bytes <= largestChunk)
      await cp(path.join(engineDirectory, file), path.join(folder, 'chunks', file));
  for (const name of ['oxc', 'sqlite'])
    await cp(path.join(engineDirectory, manifest.wasm[name]!.file), path.join(folder, `${name}.wasm`));
  await writeFile(path.join(folder, 'index.json'), JSON.stringify({ modules: manifest.modules, chunks }));
  const names = await exportedNames(manifest, chunks);
  const packages = Map.groupBy(Object.keys(manifest.modules), packageOf);
  for (const [name, specifiers] of packages) await addPackage(tree, name, specifiers, names);
  await addTesting(folder, chunks);
  await addRoot(tree);
}

/** What can be imported by name from each module. The tables of chunks say so before anything of them runs. */
async function exportedNames(manifest: EngineManifest, chunks: Record<string, string>) {
  const registry = createRegistry({
    modules: manifest.modules,
    builtin: () => undefined,
    program: () => undefined,
    evaluate(_chunk, text) {
      const module: { entries?: object } = {};
      // Up to its table, a chunk only defines: `require` is not called yet.
      new Function('module', 'exports', 'require', text)(module, {}, () => ({}));
      return module.entries as never;
    },
  });
  registry.provide('better-sqlite3', {}, ['SqliteError', 'default']);
  for (const [name, file] of Object.entries(chunks))
    if (!name.startsWith('#')) registry.add(name, await readFile(path.join(engineDirectory, file), 'utf8'));
  return (specifier: string) => ({
    names: registry.names(specifier).filter((name) => name !== 'module.exports'),
    commonJs: registry.isCommonJs(specifier),
  });
}

type Names = Awaited<ReturnType<typeof exportedNames>>;

async function addPackage(tree: string, name: string, specifiers: string[], names: Names): Promise<void> {
  const folder = path.join(tree, 'node_modules', name);
  await mkdir(folder, { recursive: true });
  const exports: Record<string, object> = {};
  for (const [at, specifier] of specifiers.entries()) {
    const key = `.${specifier.slice(name.length)}`;
    exports[key] = { import: `./${at}.mjs`, require: `./${at}.cjs` };
    await writeFile(path.join(folder, `${at}.mjs`), asModule(specifier, names(specifier).names));
    await writeFile(path.join(folder, `${at}.cjs`), asCommonJs(specifier));
  }
  const { version, license } = JSON.parse(await readFile(path.join(repository, 'node_modules', name, 'package.json'), 'utf8')) as { version: string; license: string };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name, version, license, exports }));
} // prettier-ignore

const asCommonJs = (specifier: string) =>
  `module.exports = require('engine-room/packages').require(${JSON.stringify(specifier)});\n`;

function asModule(specifier: string, names: string[]): string {
  const words = names.map((name, at) => (name === 'default' ? 'const name0default' : `const name${at}`) + ` = module[${JSON.stringify(name)}];`);
  const exported = names.map((name, at) => (name === 'default' ? 'name0default as default' : `name${at} as ${JSON.stringify(name)}`));
  return `import packages from 'engine-room/packages';\nconst module = packages.namespace(${JSON.stringify(specifier)});\n${words.join('\n')}\nexport { ${exported.join(', ')} };\n`;
} // prettier-ignore

/** `#testing` and its parts; they speak to the Vitest that runs them. */
async function addTesting(folder: string, chunks: Record<string, string>): Promise<void> {
  await mkdir(path.join(folder, 'testing'), { recursive: true });
  for (const specifier of testingModules) {
    const text = await readFile(path.join(engineDirectory, chunks[specifier]!), 'utf8');
    const lines = exportsOf(text).map((name) => `export const ${name} = part[${JSON.stringify(name)}];`);
    await writeFile(
      path.join(folder, 'testing', `${testingFile(specifier)}.mjs`),
      `import * as vitest from 'vitest';\nimport packages from 'engine-room/packages';\npackages.provide('vitest', vitest);\nconst part = packages.part(${JSON.stringify(specifier)});\n${lines.join('\n')}\n`,
    );
  }
}

/** The names that esbuild writes down for Node, which reads them from CommonJS without running it. */
function exportsOf(text: string): string[] {
  const [, table] = /\b0&&\(module\.exports=\{([^{}]*)\}\)/.exec(text) ?? [];
  if (!table) throw new Error('A part of #testing does not say what it exports: has esbuild changed?');
  return table.split(',').map((name) => name.trim().split(':')[0]!);
}

/** The package that exercises are part of. */
async function addRoot(tree: string): Promise<void> {
  await writeFile(
    path.join(tree, 'package.json'),
    JSON.stringify({ name: 'engine-room-container', private: true, type: 'module', imports: testingImports }, null, 2),
  );
}
