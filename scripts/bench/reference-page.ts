import path from 'node:path';
import { build } from 'esbuild';

/** Monaco with TypeScript on an empty page: what an editor costs where there is nothing else. */
export async function referencePage(): Promise<Record<string, string | Uint8Array>> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import * as monaco from 'monaco-editor/editor';
        import 'monaco-editor/features/register.all';
        import 'monaco-editor/languages/definitions/typescript/register';
        import 'monaco-editor/languages/features/typescript/register';
        monaco.editor.create(document.getElementById('editor'), { value: 'const a = 1;', language: 'typescript' });
      `,
      resolveDir: path.resolve(import.meta.dirname, '../..'),
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    outdir: '/reference',
    entryNames: 'main.reference',
    assetNames: '[name].[hash]',
    loader: { '.ttf': 'file' },
  });
  const files = outputFiles.map((file) => [`/reference/${path.basename(file.path)}`, file.contents] as const);
  return {
    '/reference/index.html':
      '<!doctype html><title>Monaco</title><link rel="stylesheet" href="main.reference.css"><div id="editor" style="height: 30rem"></div><script type="module" src="main.reference.js"></script>',
    ...Object.fromEntries(files),
  };
}
