import path from 'node:path';
import { build } from 'esbuild';
import { kept } from './kept.ts';

const here = import.meta.dirname;

/** Pyodide and the machine as one script that leaves `python` behind: no module, no import, nothing to fetch. */
export default function interpreter(): Promise<Uint8Array> {
  return kept('python-interpreter', ['machine.ts', 'surroundings.ts', 'interpreter.ts'], bundle);
}

async function bundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [path.join(here, 'machine.ts')],
    inject: [path.join(here, 'surroundings.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    globalName: 'python',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    // Only reached where Node is found, and the lines below hide it.
    external: ['node:*', 'ws', 'fs', 'path', 'url', 'vm', 'crypto', 'child_process'],
    define: {
      process: 'undefined',
      'globalThis.process': 'undefined',
      'globalThis.window': 'undefined',
      // A worker that loads modules is what Pyodide asks for; it is handed over in one piece instead.
      'globalThis.WorkerGlobalScope': 'Object',
      'globalThis.self': 'globalThis',
      'globalThis.importScripts': 'undefined',
      importScripts: 'undefined',
      fetch: 'pythonFetch',
      location: 'pythonLocation',
      'WebAssembly.instantiateStreaming': 'pythonInstantiate',
      'import.meta.url': '"https://python.invalid/pyodide.asm.mjs"',
    },
  });
  return outputFiles[0]!.contents;
}
