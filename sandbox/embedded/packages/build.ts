import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { aliases } from '../node/aliases.ts';
import type { EngineManifest } from '../host.ts';
import { builtins, packages } from './manifest.ts';

const repository = path.resolve(import.meta.dirname, '../../..');

/** Where the engine's files are: `manifest.json`, and files named by the hash of what they hold. */
export const directory = path.join(repository, '.engine');

const entries: Record<string, { entry: string; wasm?: string }> = {
  'vitest-runner': { entry: 'sandbox/embedded/vitest.ts' },
  '#testing': { entry: 'sandbox/testing/index.ts' },
  'better-sqlite3': { entry: 'sandbox/embedded/packages/better-sqlite3.ts', wasm: 'sqlite' },
};

const wasmFiles = {
  oxc: 'node_modules/oxc-transform/transform.wasm32-wasip1.wasm',
  sqlite: 'node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm',
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

type Add = (name: string, extension: string, contents: Uint8Array) => { file: string; bytes: number };

async function createManifest(add: Add): Promise<EngineManifest> {
  const names = ['vitest-runner', '#testing', ...packages.filter((name) => name !== 'vitest')];
  const chunks: EngineManifest['chunks'] = {};
  const [core, frame, ...texts] = await Promise.all([
    bundleCore(),
    readFile(path.join(repository, 'sandbox/embedded/frame.html')),
    ...names.map(bundlePackage),
  ]);
  for (const [index, name] of names.entries()) {
    const wasm = entries[name]?.wasm;
    chunks[name] = { ...add(name, 'js', texts[index]!), ...(wasm && { wasm }) };
  }
  const wasm: EngineManifest['wasm'] = {};
  for (const [name, file] of Object.entries(wasmFiles)) {
    wasm[name] = add(name, 'wasm', await readFile(path.join(repository, file)));
  }
  return {
    frame: add('frame', 'html', frame).file,
    core: add('core', 'js', core).file,
    chunks,
    wasm,
    packages: [...packages],
  };
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
    plugins: [ourBuiltins],
    footer: { js: 'engine.start' },
  });
  return result.outputFiles![0]!.contents;
}

/** One npm package with its dependencies, as a CommonJS module; Node's built-ins and other packages stay outside. */
async function bundlePackage(name: string): Promise<Uint8Array> {
  const others = packages.filter((other) => other !== name);
  try {
    const result = await build({
      ...common,
      entryPoints: [entries[name]?.entry ?? name],
      format: 'cjs',
      platform: 'node',
      external: [
        ...builtins,
        ...builtins.map((builtin) => `node:${builtin}`),
        ...(name === 'vitest-runner' ? [] : others),
      ],
    });
    return result.outputFiles![0]!.contents;
  } catch (error) {
    throw new Error(`The package ${name} cannot be bundled for the browser: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Bare built-in names inside the core mean our own modules. */
const ourBuiltins: Plugin = {
  name: 'our-builtins',
  setup({ onResolve }) {
    const known = new Map(Object.entries(aliases));
    onResolve({ filter: /^[a-z@#]/ }, ({ path: name, kind }) => {
      const file = kind === 'entry-point' ? undefined : known.get(name);
      return file === undefined ? undefined : { path: path.join(repository, file) };
    });
  },
};

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
  const sources = (await readdir(folder, { recursive: true })).filter((file) => /\.(ts|html)$/.test(file)).sort();
  for (const file of sources) sum.update(file).update(await readFile(path.join(folder, file)));
  for (const name of ['package.json', 'package-lock.json']) {
    const file = path.join(repository, name);
    if (existsSync(file)) sum.update(await readFile(file));
  }
  return sum.digest('hex');
}

const hash = (contents: Uint8Array) => createHash('sha256').update(contents).digest('hex').slice(0, 12);
