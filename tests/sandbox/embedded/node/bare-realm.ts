import vm from 'node:vm';
import { bundleForBrowsers } from '../bundle-for-browsers.ts';

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
  prepareEnd(process: object, scope: object): void;
  watchEnd(process: object, onEnd: () => void): void;
  runMacrotask(callback: () => void): void;
}

let text: Promise<string> | undefined;

/** Our built-ins as one chunk, bundled the way the engine bundles them. */
export const bundleBuiltins = (): Promise<string> =>
  (text ??= bundleForBrowsers(
    'sandbox/embedded/node',
    "export * from './index.ts'; export { installGlobals } from './globals.ts'; export { prepareEnd, watchEnd } from './alive.ts'; export { runMacrotask } from './next-tick.ts';",
    true,
  ));

/** A realm where nothing of Node exists but what our built-ins bring, and the output of its programs. */
export async function createBareRealm(options: object = {}, bundled: string | Promise<string> = bundleBuiltins()) {
  const scope = vm.createContext({
    ...Object.fromEntries(web.split(' ').map((name) => [name, Reflect.get(globalThis, name) as unknown])),
    ...browserTimers(),
  });
  const said: Said[] = [];
  new vm.Script(await bundled, { filename: '/engine/core.js' }).runInContext(scope);
  const engine = vm.runInContext('engine', scope) as Engine;
  const node = engine.createBuiltins({ cwd: '/exercise', write: (output: Said) => said.push(output), ...options });
  engine.installGlobals(vm.runInContext('globalThis', scope) as object, node);
  return {
    said,
    require: node.require,
    /** Before a script that ends by itself, as in Node: gives the function that runs it and tells of its end. */
    beginProgram() {
      engine.prepareEnd(node.process, vm.runInContext('globalThis', scope) as object);
      return (script: () => void, onEnd: () => void) => {
        try {
          engine.runMacrotask(script);
        } finally {
          engine.watchEnd(node.process, onEnd);
        }
      };
    },
    /** Evaluates an expression in the realm. */
    evaluate: (source: string, filename = '/exercise/program.js'): unknown =>
      vm.runInContext(source, scope, { filename }),
  };
}

/** A browser's timers are numbers. */
function browserTimers() {
  const running = new Map<number, NodeJS.Timeout>();
  const start = (callback: () => void, delay: number) => {
    const timer = setTimeout(() => {
      running.delete(id);
      callback();
    }, delay);
    const id = Number(timer);
    running.set(id, timer);
    return id;
  };
  return {
    // Timers in the background keep no program alive.
    setTimeout: Object.assign(start, { unref: (id: number) => void running.get(id)?.unref() }),
    clearTimeout(id: number) {
      running.delete(id);
      clearTimeout(id);
    },
    setInterval: (callback: () => void, delay: number) => Number(setInterval(callback, delay)),
    clearInterval: (id: number) => clearInterval(id),
  };
}
