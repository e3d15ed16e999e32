import path from 'node:path';
import { build } from 'esbuild';
import { aliases } from '../../../../sandbox/embedded/node/aliases.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

/** Our `http` and `net` on the packages that stand in for Node's streams, events and buffers in browsers. */
export async function bundleNetwork(): Promise<{ http: object; net: object }> {
  const result = await build({
    stdin: {
      contents: "export { default as http } from './http.ts'; export { default as net } from './net.ts';",
      resolveDir: path.join(root, 'sandbox/embedded/node'),
      loader: 'ts',
    },
    absWorkingDir: root,
    bundle: true,
    write: false,
    keepNames: true,
    target: 'es2022',
    format: 'iife',
    globalName: 'engine',
    platform: 'browser',
    mainFields: ['module', 'main'],
    plugins: [
      {
        name: 'aliases',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^[a-z@#]/ }, ({ path: name, kind }) => {
            const file = kind === 'entry-point' ? undefined : aliases[name];
            return file ? { path: path.join(root, file) } : undefined;
          }),
      },
    ],
  });
  return new Function(`${result.outputFiles[0]!.text}; return engine;`)() as { http: object; net: object };
}
