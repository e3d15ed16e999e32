import path from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { aliases } from '../../../../sandbox/embedded/node/aliases.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const web =
  'URL URLSearchParams TextEncoder TextDecoder crypto setTimeout clearTimeout queueMicrotask AbortController AbortSignal performance atob btoa structuredClone Event EventTarget ReadableStream WritableStream TransformStream Blob File navigator MessageChannel';

test('the built-ins load in one chunk where nothing of Node exists', async () => {
  const result = await build({
    entryPoints: ['sandbox/embedded/node/index.ts'],
    absWorkingDir: root,
    bundle: true,
    write: false,
    minify: true,
    keepNames: true,
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
  const scope = vm.createContext(Object.fromEntries(web.split(' ').map((name) => [name, Reflect.get(globalThis, name)])));
  vm.runInContext(result.outputFiles[0]!.text, scope);
  const program = `const { require } = engine.createBuiltins();
    const E = require('node:events'); const seen = []; new E().on('x', (v) => seen.push(v)).emit('x', 1);
    const fs = require('fs'); fs.writeFileSync('/tmp/a', 'text');
    JSON.stringify([seen, fs.readFileSync('/tmp/a', 'utf8'), require('crypto').createHash('md5').update('a').digest('hex')])`;
  expect(JSON.parse(vm.runInContext(program, scope))).toEqual([[1], 'text', '0cc175b9c0f1b6a831c399e269772661']);
}, 30_000);
