import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Notice } from './notices.ts';

interface Manifest {
  name: string;
  version: string;
  license?: string;
  /** As it was written before SPDX. */
  licenses?: { type: string }[];
  dependencies?: Record<string, string>;
}

/** These build the site and stay behind. */
const builders = ['esbuild', '@astrojs/mdx', 'fontkitten', 'sharp', 'zod'];
/** Of these a part comes along, and nothing of what they depend on: the module runner, the code that starts islands. */
const alone = ['vite', 'astro', '@astrojs/preact'];

/**
 * The packages whose code reaches a reader's browser: what `package.json` names for that, and what those depend on.
 *
 * @param root The folder of the project.
 */
export function installedPackages(root: string): Notice[] {
  const found = new Map<string, Manifest>();
  const { dependencies = {} } = read(root);
  for (const name of Object.keys(dependencies)) if (!builders.includes(name)) collect(name, root, found);
  return [...found.values()]
    .map(({ name, version, license, licenses }) => ({
      name,
      version,
      licence: license ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'not stated',
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name) || one.version.localeCompare(other.version));
}

/** A package and all that it depends on, each where Node would find it. */
function collect(name: string, from: string, found: Map<string, Manifest>): void {
  const folder = locate(name, from);
  if (!folder || found.has(folder) || builders.includes(name)) return;
  const manifest = read(folder);
  found.set(folder, manifest);
  if (alone.includes(name)) return;
  for (const dependency of Object.keys(manifest.dependencies ?? {})) collect(dependency, folder, found);
}

function locate(name: string, from: string): string | undefined {
  const here = path.join(from, 'node_modules', name);
  if (existsSync(path.join(here, 'package.json'))) return here;
  const above = path.dirname(from);
  return above === from ? undefined : locate(name, above);
}

const read = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
