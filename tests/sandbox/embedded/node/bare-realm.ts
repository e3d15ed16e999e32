import path from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { aliases } from '../../../../sandbox/embedded/node/aliases.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

/** The names of the web that a `data:` worker has in Chromium, Firefox and WebKit. */
const web =
  'URL URLSearchParams TextEncoder TextDecoder crypto setTimeout clearTimeout setInterval clearInterval queueMicrotask AbortController AbortSignal performance atob btoa structuredClone Event EventTarget MessageEvent DOMException ReadableStream WritableStream TransformStream ByteLengthQueuingStrategy CountQueuingStrategy CompressionStream DecompressionStream TextEncoderStream TextDecoderStream Blob File FormData Headers Request Response navigator MessageChannel MessagePort';

export interface Said {
  stream: string;
  level: string;
  text: string;
}

interface Engine {
  createBuiltins(options: object): { require(name: string): unknown; process: object; console: object };
  installGlobals(scope: object, node: object): void;
}

let text: Promise<string> | undefined;

/** Our built-ins as one chunk, bundled the way the engine bundles them. */
export const bundleBuiltins = (): Promise<string> => (text ??= bundle());

async function bundle(): Promise<string> {
  const result = await build({
    stdin: {
      contents: "export * from './index.ts'; export { installGlobals } from './globals.ts';",
      resolveDir: path.join(root, 'sandbox/embedded/node'),
      loader: 'ts',
    },
    absWorkingDir: root,
    bundle: true,
    write: false,
    minify: true,
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
  return result.outputFiles[0]!.text;
}

/** A realm where nothing of Node exists but what our built-ins bring, and the output of its programs. */
export async function createBareRealm(options: object = {}) {
  const scope = vm.createContext({
    ...Object.fromEntries(web.split(' ').map((name) => [name, Reflect.get(globalThis, name) as unknown])),
    ...browserTimers(),
  });
  const said: Said[] = [];
  new vm.Script(await bundleBuiltins(), { filename: '/engine/core.js' }).runInContext(scope);
  const engine = vm.runInContext('engine', scope) as Engine;
  const node = engine.createBuiltins({ cwd: '/exercise', write: (output: Said) => said.push(output), ...options });
  engine.installGlobals(vm.runInContext('globalThis', scope) as object, node);
  return {
    said,
    require: node.require,
    /** Evaluates an expression in the realm. */
    evaluate: (source: string): unknown => vm.runInContext(source, scope, { filename: '/exercise/program.js' }),
  };
}

/** A browser's timers are numbers. */
function browserTimers() {
  return {
    setTimeout: (callback: () => void, delay: number) => Number(setTimeout(callback, delay)),
    clearTimeout: (id: number) => clearTimeout(id),
    setInterval: (callback: () => void, delay: number) => Number(setInterval(callback, delay)),
    clearInterval: (id: number) => clearInterval(id),
  };
}
