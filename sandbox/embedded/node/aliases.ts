import path from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Bare names that npm packages inside the engine import → our files, relative to the repository's root.
 * CommonJS files, because `require` of an ES module gives a namespace and these packages expect the module itself.
 */
const targets = (
  'abort-controller assert buffer crypto diagnostics_channel events http net path perf_hooks process querystring stream ' +
  'stream/web string_decoder url util util/types worker_threads zlib'
).split(' ');

const file = (name: string) => `sandbox/embedded/node/bare/${name.replace('/', '-')}.cjs`;

export const aliases: Record<string, string> = Object.fromEntries([
  ...targets.flatMap((name) => [name, `${name}/`, `node:${name}`].map((alias) => [alias, file(name)])),
  // undici only looks for it.
  ['node:sqlite', file('absent')],
]);

/** For esbuild: inside the engine, names of built-ins mean our own files. */
export function ourBuiltins(root: string): Plugin {
  return {
    name: 'our-builtins',
    setup({ initialOptions, onResolve }) {
      // undici's name for itself when it is Node's own.
      initialOptions.define = { ...initialOptions.define, __UNDICI_IS_NODE__: 'true' };
      onResolve({ filter: /^[a-z@#]/ }, ({ path: name, kind }) => {
        const found = kind === 'entry-point' ? undefined : aliases[name];
        return found === undefined ? undefined : { path: path.join(root, found) };
      });
      // Of undici only what is above the connection: below it are our own sockets.
      onResolve({ filter: /^(?:\.\.\/)+global(?:\.js)?$/ }, ({ importer }) =>
        /[\\/]undici[\\/]/.test(importer) ? { path: path.join(root, file('undici-global')) } : undefined,
      );
    },
  };
}
