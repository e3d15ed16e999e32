import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../../embedded/packages/bundle.ts';

/** As it is called inside → as it is installed here. Vite 8 has a native part, which did not run in containers. */
const standIns: Record<string, string> = { vite: 'vite-7', rollup: '@rollup/wasm-node' };

/** What is there because it can be, and no run of a suite asks for. */
const unneeded = ['esbuild', 'fsevents', 'why-is-node-running'];

/** Vite asks for it when it starts, and never uses it: our own transform takes its place. */
const esbuild = {
  'package.json': JSON.stringify({ name: 'esbuild', version: '0.0.0', type: 'module', exports: './index.js' }),
  'index.js': `const absent = () => { throw new Error('esbuild is not part of this container. Run npm install esbuild-wasm if a program needs it.'); };
export const version = '0.0.0', build = absent, context = absent, transform = absent, formatMessages = absent;
export default { version, build, context, transform, formatMessages };
`,
};

/** Puts Vitest and what it stands on into `tree`, without types, maps and texts for people; licences stay. */
export async function addTools(tree: string): Promise<void> {
  const modules = path.join(tree, 'node_modules');
  await addPackage('vitest', modules, repository, new Set());
  await mkdir(path.join(modules, 'esbuild'), { recursive: true });
  for (const [name, text] of Object.entries(esbuild)) await writeFile(path.join(modules, 'esbuild', name), text);
}

async function addPackage(name: string, modules: string, from: string, seen: Set<string>): Promise<void> {
  if (seen.has(name) || unneeded.includes(name)) return;
  seen.add(name);
  const source = find(standIns[name] ?? name, from);
  await cp(source, path.join(modules, name), { recursive: true, filter: (file) => isNeeded(path.relative(source, file)) });
  const file = path.join(modules, name, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    name: string;
    dependencies?: Record<string, string>;
    peerDependencies?: Record<string, string>;
    peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  };
  await writeFile(file, JSON.stringify({ ...manifest, name, scripts: undefined, devDependencies: undefined }));
  const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
  const peers = Object.keys(peerDependencies).filter((peer) => !peerDependenciesMeta[peer]?.optional);
  for (const next of [...Object.keys(dependencies), ...peers])
    if (!next.startsWith('@types/')) await addPackage(next, modules, source, seen);
} // prettier-ignore

/**
 * Where Node would find a package, seen from a folder.
 * @throws when it is not installed.
 */
function find(name: string, from: string): string {
  for (let folder = realpathSync(from); ; folder = path.dirname(folder)) {
    const place = path.join(folder, 'node_modules', name);
    if (existsSync(place)) return realpathSync(place);
    if (folder === path.dirname(folder)) throw new Error(`${name} is not installed. Run npm install.`);
  }
}

const isNeeded = (file: string) =>
  !/\.(?:d\.[cm]?ts|map|md|flow)$/.test(file) || /licen[cs]e/i.test(file) ? !/(?:^|\/)(?:node_modules|test|tests|docs|\.bin)(?:\/|$)|^(?:bin|types)\//.test(file) : false; // prettier-ignore
