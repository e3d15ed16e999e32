/** Node's module system of the engine in a bare realm: no browser, no npm packages but those that a program mounts. */
import vm from 'node:vm';
import * as oxc from 'oxc-transform';
import { createTransform, type Oxc } from '../../../../sandbox/embedded/modules/transform.ts';
import type { Files } from '../../../../sandbox/types.ts';
import { bundleForBrowsers } from '../bundle-for-browsers.ts';

const web =
  'URL URLSearchParams TextEncoder TextDecoder crypto setTimeout clearTimeout setInterval clearInterval queueMicrotask AbortController AbortSignal performance atob btoa structuredClone Event EventTarget MessageEvent DOMException ReadableStream WritableStream TransformStream ByteLengthQueuingStrategy CountQueuingStrategy CompressionStream DecompressionStream TextEncoderStream TextDecoderStream Blob File FormData Headers Request Response navigator MessageChannel MessagePort';

interface Engine {
  openRealm(options: object): { run(entry: string): Promise<void>; mount(files: Files): void };
}

let text: Promise<string> | undefined;

const contents = `
  import { createBuiltins } from './node/index.ts';
  import { installGlobals } from './node/globals.ts';
  import { createLoader } from './modules/loader.ts';
  import { installStacks } from './modules/stacks.ts';
  import { endUncaught } from './modules/uncaught.ts';
  export function openRealm({ cwd, write, transform, packages }) {
    const node = createBuiltins({ cwd, write });
    installGlobals(globalThis, node);
    installStacks(globalThis);
    const fs = node.require('fs');
    const loader = createLoader({ fs, process: node.process, builtins: node, packages });
    loader.use(transform, { trackAwaits: true });
    return {
      mount(files) {
        for (const [path, contents] of Object.entries(files)) {
          const file = cwd + '/' + path;
          fs.mkdirSync(file.slice(0, file.lastIndexOf('/')), { recursive: true });
          fs.writeFileSync(file, contents);
        }
      },
      async run(entry) {
        node.process.argv = ['/usr/local/bin/node', cwd + '/' + entry];
        try {
          await loader.run(cwd + '/' + entry);
        } catch (error) {
          endUncaught(node.process, error, write);
        }
      },
    };
  }`;

const bundle = () => (text ??= bundleForBrowsers('sandbox/embedded', contents));

const noPackages = {
  has: () => false,
  includes: () => false,
  ready: () => true,
  load: async () => {},
  names: () => [],
  isCommonJs: () => false,
  import: () => ({}),
  require: () => undefined,
};

export interface Said {
  stream: string;
  text: string;
}

/** Runs one program like `node entry` and gives what it printed, once nothing happens any more. */
export async function runProgram(files: Files, entry: string, cwd: string): Promise<Said[]> {
  const pending = new Set<unknown>();
  const scope = vm.createContext({
    ...Object.fromEntries(web.split(' ').map((name) => [name, Reflect.get(globalThis, name) as unknown])),
    ...browserTimers(pending),
  });
  const said: Said[] = [];
  new vm.Script(`${await bundle()}\n//# sourceURL=node:internal/engine`).runInContext(scope);
  const engine = vm.runInContext('engine', scope) as Engine;
  const transform = createTransform(oxc as unknown as Oxc);
  const realm = engine.openRealm({ cwd, transform, packages: noPackages, write: (output: Said) => said.push(output) });
  realm.mount(files);
  await realm.run(entry);
  for (let quiet = 0; quiet < 3; quiet = pending.size > 0 ? 0 : quiet + 1) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return said;
}

/** A browser's timers are numbers. */
function browserTimers(pending: Set<unknown>) {
  return {
    setTimeout(callback: () => void, delay: number) {
      const id = Number(
        setTimeout(() => {
          pending.delete(id);
          callback();
        }, delay),
      );
      pending.add(id);
      return id;
    },
    clearTimeout(id: number) {
      pending.delete(id);
      clearTimeout(id);
    },
    setInterval: (callback: () => void, delay: number) => Number(setInterval(callback, delay)),
    clearInterval: (id: number) => clearInterval(id),
  };
}
