import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { npm, packages } from '../../sandbox/embedded/packages/manifest.ts';
import { testingModules } from '../../sandbox/testing/parts.ts';
import { shorten, type Comments } from './shorten.ts';

/** Path below `node_modules` → text. */
export type TypeFiles = Record<string, string>;

export interface CollectedTypes {
  /** The declarations of each package, by the name of its folder in `node_modules`. */
  chunks: Record<string, TypeFiles>;
  /** What a program may import (`node` for Node itself) → the chunks that its types are made of. */
  needs: Record<string, string[]>;
}

const root = path.resolve(import.meta.dirname, '../..');
const modules = path.join(root, 'node_modules') + path.sep;
const testing: Record<string, string> = Object.fromEntries(
  testingModules.map((name) => [
    name,
    path.join(
      root,
      'sandbox',
      name === '#testing' ? 'testing/index.ts' : `${name.replace('#testing/', 'testing/parts/')}.ts`,
    ),
  ]),
);
/** Their descriptions are several times as large as all other types together. */
const long = new Set(['@types/node', 'undici-types', 'kysely', 'graphql', 'openai']);

const options: ts.CompilerOptions = {
  allowImportingTsExtensions: true,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ESNext,
  types: [],
};

/** The declaration files that TypeScript reads for Node, `#testing` and each package of the manifest. */
export function collectTypes(): CollectedTypes {
  const read = createReader();
  const wanted: Record<string, string> = {
    node: '/// <reference types="node" />',
    ...Object.fromEntries(packages.map((name) => [name, imports(name)])),
    ...Object.fromEntries(testingModules.map((name) => [name, readFileSync(testing[name]!, 'utf8')])),
  };
  const chunks: CollectedTypes['chunks'] = {};
  const needs: CollectedTypes['needs'] = {};
  for (const [name, source] of Object.entries(wanted)) {
    const needed = new Set<string>();
    for (const file of read(name, source)) {
      const folder = folderOf(file);
      // Node's own module of that name is what a program means.
      if (builtinModules.includes(folder)) continue;
      needed.add(folder);
      const chunk = (chunks[folder] ??= { [`${folder}/package.json`]: readPackage(folder) });
      chunk[inModules(file)] ??= shorten(readFileSync(file, 'utf8'), commentsOf(folder));
    }
    needs[name] = [...needed];
  }
  for (const name of testingModules) {
    const shared = name === '#testing' ? {} : chunks['#testing']!;
    chunks[name] = Object.fromEntries(
      Object.entries(declareTesting(testing[name]!)).filter(([file]) => !(file in shared)),
    );
    needs[name]!.push(...new Set(['#testing', name]));
  }
  const always = new Set(needs['node']);
  for (const [name, list] of Object.entries(needs)) {
    if (name !== 'node') needs[name] = list.filter((chunk) => !always.has(chunk));
  }
  return { chunks, needs };
}

const commentsOf = (folder: string): Comments => (long.has(folder) ? 'summary' : 'all');

const imports = (name: string) =>
  [name, ...(npm[name]?.subpaths ?? []).map((part) => `${name}/${part}`)].map((one) => `import '${one}';`).join('\n');

/** Reads the closure of a source; files that several packages share are read and resolved once. */
function createReader(): (name: string, source: string) => string[] {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  const known = new Map<string, ts.SourceFile | undefined>();
  return (name, source) => {
    // `#testing` imports files beside it.
    const entry = testing[name] ?? path.join(root, '__types.ts');
    host.getSourceFile = (file, language) => {
      if (file === entry) return ts.createSourceFile(entry, source, ts.ScriptTarget.ESNext);
      if (!known.has(file)) known.set(file, read(file, language));
      return known.get(file);
    };
    return ts
      .createProgram([entry], options, host)
      .getSourceFiles()
      .map(({ fileName }) => path.normalize(fileName))
      .filter((file) => file.startsWith(modules) && !file.startsWith(path.join(modules, 'typescript')));
  };
}

const inModules = (file: string) => file.slice(modules.length).replaceAll(path.sep, '/');

/** `@types/node`, or `a/node_modules/b` for a package inside another one. */
function folderOf(file: string): string {
  const [, folder] = /^((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(inModules(file))!;
  return folder!;
}

/** What resolution reads of a package.json. */
function readPackage(folder: string): string {
  const whole = JSON.parse(readFileSync(path.join(modules, folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const kept = ['name', 'version', 'type', 'types', 'typings', 'main', 'exports'];
  const small = Object.fromEntries(kept.filter((key) => key in whole).map((key) => [key, whole[key]]));
  if (npm[folder]) small['exports'] = importable(folder, whole['exports']);
  return JSON.stringify(small);
}

/** Some packages list hundreds of parts, of which exercises can import a few. */
function importable(name: string, exports: unknown): unknown {
  if (typeof exports !== 'object' || exports === null) return exports;
  const parts = ['.', ...(npm[name]!.subpaths ?? []).map((part) => `./${part}`)];
  const entries = Object.entries(exports).filter(
    ([key]) => !key.startsWith('.') || key.includes('*') || key.endsWith('/') || parts.includes(key),
  );
  return Object.fromEntries(entries);
}

/** What a suite's own helpers look like from outside. A `#` in a path would begin the fragment of a URL. */
function declareTesting(entry: string): TypeFiles {
  const files: TypeFiles = {};
  const sandbox = path.join(root, 'sandbox');
  const emit = { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: sandbox };
  ts.createProgram([entry], { ...emit, types: ['node'] }).emit(undefined, (file, text) => {
    const place = path.relative(sandbox, file).replaceAll(path.sep, '/');
    files[`engine-room/${place}`] = text;
  });
  return files;
}
