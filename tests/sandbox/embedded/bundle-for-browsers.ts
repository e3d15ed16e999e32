import path from 'node:path';
import { build } from 'esbuild';
import { ourBuiltins } from '../../../sandbox/embedded/node/aliases.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * A script that sets `engine` to what a module in a folder of the sandbox exports: bundled the way the engine is, with
 * the packages that stand in for Node's own modules.
 */
export async function bundleForBrowsers(folder: string, contents: string, minify = false): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: path.join(root, folder), loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    write: false,
    minify,
    keepNames: true,
    target: 'es2022',
    format: 'iife',
    globalName: 'engine',
    platform: 'browser',
    mainFields: ['module', 'main'],
    plugins: [ourBuiltins(root)],
  });
  return result.outputFiles[0]!.text;
}
