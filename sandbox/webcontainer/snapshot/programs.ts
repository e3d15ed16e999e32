import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { repository } from '../../embedded/packages/bundle.ts';
import { engine } from '../protocol.ts';

const programs = ['grade', 'program', 'ready', 'relay', 'runner'];

const manifest = {
  name: 'engine-room',
  version: '0.0.0',
  exports: { './packages': './packages.cjs', './testing/*': './testing/*.mjs' },
};

/** Bundles what runs inside of a container, Vitest and Vite staying outside. */
export async function addPrograms(tree: string): Promise<void> {
  const folder = path.join(tree, engine);
  await mkdir(folder, { recursive: true });
  const inside = (name: string) => path.join(repository, 'sandbox/webcontainer/inside', `${name}.ts`);
  const common: BuildOptions = {
    bundle: true,
    platform: 'node',
    target: 'node22',
    absWorkingDir: repository,
    external: ['vitest', 'vitest/node', 'vite'],
    plugins: [packagesOutside],
    keepNames: true,
    logLevel: 'silent',
  };
  await build({
    ...common,
    entryPoints: programs.map(inside),
    format: 'esm',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    // What was CommonJS asks for Node's modules in its own way.
    banner: { js: `import { createRequire as requireFor } from 'node:module';\nconst require = requireFor(import.meta.url);` },
  });
  await build({ ...common, plugins: [], define: { 'import.meta.dirname': '__dirname' }, entryPoints: [inside('packages')], format: 'cjs', outfile: path.join(folder, 'packages.cjs') });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
} // prettier-ignore

/** There once for all programs: whoever asked for a package twice would get two. */
const packagesOutside: Plugin = {
  name: 'packages',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/packages\.ts$/ }, () => ({ path: 'engine-room/packages', external: true })),
};
