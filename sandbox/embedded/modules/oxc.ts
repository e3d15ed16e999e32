import { instantiateNapiModuleSync } from '@emnapi/core';
import { createContext } from '@emnapi/runtime';
import type { Oxc } from './transform.ts';

const pages = { initial: 1024, maximum: 16_384 };

/**
 * Starts oxc-transform's single-threaded WASM build. The package's own loader for it is published separately and not
 * for every registry, so this binds it to emnapi with the few WASI calls that it makes.
 *
 * @param wasm `oxc-transform/transform.wasm32-wasip1.wasm`, compiled.
 */
export function loadOxc(wasm: WebAssembly.Module): Oxc {
  const memory = new WebAssembly.Memory(pages);
  const { napiModule } = instantiateNapiModuleSync(wasm, {
    context: createContext(),
    asyncWorkPoolSize: 0,
    wasi: { wasiImport: wasi(memory), initialize: initialize, start: initialize } as never,
    overwriteImports(imports) {
      imports['env'] = { ...imports['napi'], ...imports['emnapi'], ...imports['env'], memory };
      return imports;
    },
    beforeInit({ instance }) {
      for (const [name, register] of Object.entries(instance.exports)) {
        if (name.startsWith('__napi_register__')) (register as () => void)();
      }
    },
  });
  return napiModule.exports as Oxc;
}

function initialize(instance: WebAssembly.Instance): void {
  (instance.exports['_initialize'] as (() => void) | undefined)?.();
}

/** WASI preview 1 without a file system, arguments or environment. */
function wasi(memory: WebAssembly.Memory) {
  const view = () => new DataView(memory.buffer);
  return {
    random_get(address: number, length: number) {
      crypto.getRandomValues(new Uint8Array(memory.buffer, address, length));
      return 0;
    },
    environ_get: () => 0,
    environ_sizes_get(count: number, size: number) {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return 0;
    },
    fd_write(_fd: number, vectors: number, count: number, written: number) {
      let total = 0;
      for (let index = 0; index < count; index++) total += view().getUint32(vectors + 8 * index + 4, true);
      view().setUint32(written, total, true);
      return 0;
    },
    proc_exit(code: number) {
      throw new Error(`oxc-transform ended with code ${code}`);
    },
  };
}
