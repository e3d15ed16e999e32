import path from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { readAsset } from '../../hosts/assets.ts';
import { hosts, type HostParts } from '../../hosts/catalogue.ts';
import type { EngineManifest } from '../engine.ts';
import type { Add } from './build.ts';

/** In a browser the page starts the workers of hosts; the realm offers that as a module of this name. */
export const hostsOutside: Plugin = {
  name: 'hosts',
  setup({ onResolve }) {
    onResolve({ filter: /\/worker\.ts$/ }, ({ path: request, resolveDir }) =>
      path.resolve(resolveDir, request).endsWith(path.normalize('sandbox/hosts/worker.ts'))
        ? { path: 'engine:hosts', external: true }
        : undefined,
    );
  },
};

/** Bundles the worker of each host and adds what it is given. */
export async function addHosts(add: Add, common: BuildOptions): Promise<EngineManifest['hosts']> {
  const added = Object.entries<HostParts>(hosts).map(async ([name, { title, entry, assets }]) => {
    const [worker, ...files] = await Promise.all([
      bundleGuest(entry, common),
      ...Object.entries(assets).map(async ([asset, file]) => [asset, await readAsset(file)] as const),
    ]);
    const parts = files.map(([asset, bytes]) => {
      const extension = path.extname(asset).slice(1);
      return [asset, add(path.basename(asset, `.${extension}`), extension, new Uint8Array(bytes))] as const;
    });
    return [name, { title, ...add(`host-${name}`, 'js', worker), assets: Object.fromEntries(parts) }] as const;
  });
  return Object.fromEntries(await Promise.all(added));
}

/** An expression whose value is the function that the frame calls with the control port. */
async function bundleGuest(entry: string, common: BuildOptions): Promise<Uint8Array> {
  const result = await build({
    ...common,
    entryPoints: [entry],
    format: 'iife',
    globalName: 'guest',
    platform: 'browser',
    mainFields: ['module', 'main'],
    conditions: ['browser'],
    // Nothing is found beside it: a guest is given what it needs.
    define: { 'import.meta.url': '"file:///host/index.js"' },
    external: ['node:*', ...nodeOnly],
    footer: { js: `guest.start\n//# sourceURL=node:internal/${path.basename(path.dirname(entry))}` },
  });
  return result.outputFiles![0]!.contents;
}

/** What packages import where they find themselves in Node. */
const nodeOnly = ['child_process', 'crypto', 'fs', 'fs/promises', 'module', 'path', 'url', 'util', 'vm', 'worker_threads', 'ws', 'zlib']; // prettier-ignore
