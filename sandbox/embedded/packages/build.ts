import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { ourBuiltins } from '../node/aliases.ts';
import type { EngineManifest } from '../engine.ts';
import { cachedChunks } from './cache.ts';
import { bundlePackage, describePackages, repository, type Chunk, withTrackedAwaits } from './bundle.ts';
import { testingParts } from '../../testing/parts.ts';
import { addHosts, hostsOutside } from './hosts.ts';
import { builtins, npm, packages } from './manifest.ts';

/** Where the engine's files are: `manifest.json`, and files named by the hash of what they hold. */
export const directory = path.join(repository, '.engine');

/** Chunks that are one module of our own each: what the realm and the suites stand on. */
const ours: Record<string, { entry: string; wasm?: string }> = {
  'vitest-runner': { entry: 'sandbox/embedded/vitest.ts' },
  '#testing': { entry: 'sandbox/testing/index.ts' },
  ...Object.fromEntries(
    testingParts.map((part) => [`#testing/${part}`, { entry: `sandbox/testing/parts/${part}.ts` }]),
  ),
  'better-sqlite3': { entry: 'sandbox/embedded/packages/better-sqlite3.ts', wasm: 'sqlite' },
};
const fromNpm = Object.keys(npm).filter((name) => name !== 'vitest' && !ours[name]);

const wasmFiles = {
  oxc: 'node_modules/oxc-transform/transform.wasm32-wasip1.wasm',
  sqlite: 'sandbox/embedded/sqlite/wasm/sqlite3.wasm',
};

const common: BuildOptions = {
  bundle: true,
  write: false,
  minify: true,
  // Diffs print class names and inline snapshots look for function names: they must survive.
  keepNames: true,
  target: 'es2022',
  legalComments: 'none',
  absWorkingDir: repository,
  logLevel: 'silent',
};

/** V8 names a frame's class as it was written, whatever its `name` says, and Express shows frames on its page of errors. */
const identifiersKept: BuildOptions = { minify: false, minifyWhitespace: true, minifySyntax: true };

/**
 * Builds the engine when anything it is made of has changed since the last time, and says where it is.
 * Rejects with the package and the reason when a package cannot be bundled.
 */
export async function buildEngine(options: { log?(line: string): void } = {}): Promise<{ directory: string }> {
  const state = await fingerprint();
  const stamp = path.join(directory, 'stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return { directory };
  options.log?.('Building the engine …');
  const started = performance.now();
  const files = new Map<string, Uint8Array>();
  const add = (name: string, extension: string, contents: Uint8Array) => {
    const file = `${name.replace(/^#|^@/, '').replaceAll('/', '-')}.${hash(contents)}.${extension}`;
    files.set(file, contents);
    return { file, bytes: contents.length };
  };
  const manifest = await createManifest(add);
  files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest, null, 2)));
  files.set('stamp', new TextEncoder().encode(state));
  await replaceDirectory(files);
  options.log?.(`The engine is ready (${((performance.now() - started) / 1000).toFixed(1)} s).`);
  return { directory };
}

export type Add = (name: string, extension: string, contents: Uint8Array) => { file: string; bytes: number };

async function createManifest(add: Add): Promise<EngineManifest> {
  const [core, frame, packageChunks, ...texts] = await Promise.all([
    bundleCore(),
    readFile(path.join(repository, 'sandbox/embedded/frame.html')),
    cachedChunks(bundlePackages),
    ...Object.values(ours).map(({ entry }) => bundleOurs(entry)),
  ]);
  const chunks: EngineManifest['chunks'] = {};
  const modules: EngineManifest['modules'] = { 'better-sqlite3': { import: { chunk: 'better-sqlite3' } } };
  for (const [index, [name, { wasm }]] of Object.entries(ours).entries()) {
    chunks[name] = { ...add(name, 'js', texts[index]!), ...(wasm && { wasm }) };
  }
  for (const chunk of packageChunks) {
    chunks[chunk.name] = add(chunk.name, 'js', chunk.text);
    for (const [specifier, forms] of Object.entries(chunk.modules)) {
      for (const [form, needs] of Object.entries(forms)) {
        (modules[specifier] ??= {})[form as 'import'] = { chunk: chunk.name, ...(needs.length && { needs }) };
      }
    }
  }
  const wasm: EngineManifest['wasm'] = {};
  for (const [name, file] of Object.entries(wasmFiles)) {
    wasm[name] = add(name, 'wasm', await readFile(path.join(repository, file)));
  }
  return {
    frame: add('frame', 'html', frame).file,
    core: add('core', 'js', core).file,
    chunks,
    modules,
    wasm,
    packages: [...packages],
    hosts: await addHosts(add, common),
  };
}

async function bundlePackages(): Promise<Chunk[]> {
  const known = await describePackages();
  const chunks = await Promise.all(fromNpm.map((name) => naming(name, () => bundlePackage(name, known, common))));
  return chunks.flat();
}

async function naming<Result>(name: string, bundle: () => Promise<Result>): Promise<Result> {
  try {
    return await bundle();
  } catch (error) {
    throw new Error(`The package ${name} cannot be bundled for the browser: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** The worker itself, as an expression whose value is the function that the frame calls with the page's port. */
async function bundleCore(): Promise<Uint8Array> {
  const result = await build({
    ...common,
    entryPoints: ['sandbox/embedded/worker.ts'],
    format: 'iife',
    globalName: 'engine',
    platform: 'browser',
    mainFields: ['module', 'main'],
    plugins: [ourBuiltins(repository)],
    footer: { js: 'engine.start\n//# sourceURL=node:internal/engine' },
  });
  return withTrackedAwaits(result.outputFiles![0]!.contents);
}

/** Vitest compiles modules with `vm`, looks for its own folder, and can do without the browsers that it imitates. */
const insideVitest: BuildOptions = {
  alias: { 'node:vm': './sandbox/embedded/vitest/vm.ts' },
  define: { 'import.meta.url': '"file:///node_modules/vitest/dist/index.js"' },
};
const imitations = ['@edge-runtime/vm', 'happy-dom', 'jsdom'];

const nothing = './sandbox/services/redis/lua/nothing.ts';
const insideParts: BuildOptions = { alias: { 'readline-sync': nothing, tmp: nothing } };

/** A module of ours with all that it stands on, as CommonJS; Node's built-ins and packages stay outside. */
async function bundleOurs(entry: string): Promise<Uint8Array> {
  const alone = entry.endsWith('/vitest.ts');
  const result = await build({
    ...common,
    ...(alone ? insideVitest : insideParts),
    entryPoints: [entry],
    format: 'cjs',
    platform: 'node',
    plugins: [hostsOutside],
    external: [...builtins, ...builtins.map((builtin) => `node:${builtin}`), ...outsideOf(entry)],
    ...(entry === ours['better-sqlite3']!.entry && identifiersKept),
  });
  return withTrackedAwaits(result.outputFiles![0]!.contents);
}

/** A part of `#testing` brings along what it is made of: no exercise has to load a package for it. */
function outsideOf(entry: string): readonly string[] {
  if (entry.endsWith('/vitest.ts')) return imitations;
  if (entry.startsWith('sandbox/testing/parts/')) return ['vitest', '#testing'];
  return packages.filter((name) => ours[name]?.entry !== entry);
}

/** Readers of the old files keep them until the new ones stand. */
async function replaceDirectory(files: Map<string, Uint8Array>): Promise<void> {
  const fresh = `${directory}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  await Promise.all([...files].map(([name, contents]) => writeFile(path.join(fresh, name), contents)));
  await rm(directory, { recursive: true, force: true });
  await rename(fresh, directory);
}

/** Changes when a source of the engine or a version that it is built from changes. */
async function fingerprint(): Promise<string> {
  const sum = createHash('sha256');
  const folder = path.join(repository, 'sandbox');
  const sources = (await readdir(folder, { recursive: true }))
    .filter((file) => /\.(ts|cjs|html|json|wasm)$/.test(file))
    .sort();
  for (const file of sources) sum.update(file).update(await readFile(path.join(folder, file)));
  for (const name of ['package.json', 'package-lock.json']) {
    const file = path.join(repository, name);
    if (existsSync(file)) sum.update(await readFile(file));
  }
  return sum.digest('hex');
}

const hash = (contents: Uint8Array) => createHash('sha256').update(contents).digest('hex').slice(0, 12);
