/** One Python process. Bundled with Pyodide into one text that is evaluated in the host's worker, and by `snapshot.ts`. */
import { loadPyodide, type PyodideAPI } from 'pyodide';
import createPyodideModule from 'pyodide/pyodide.asm.mjs';
import { clock, parts } from './surroundings.ts';

/** The folder that holds the program, and where it runs. */
export const folder = '/exercise';

/** What Python reaches of the guest; `shim/bridge.py` says what each is for. */
export interface Bridge {
  listen(port: number, server: number): number;
  unlisten(server: number): void;
  send(connection: number, bytes: Uint8Array): void;
  exit(code: number): void;
}

export interface MachineParts {
  module: WebAssembly.Module;
  stdlib: Uint8Array;
  /** The modules of `shim/`, by file name. */
  shim: Record<string, string>;
  /** The memory of an interpreter that has started and imported what most programs need; without it that takes seconds. */
  snapshot?: Uint8Array | undefined;
}

export interface Machine {
  mount(files: Record<string, string | Uint8Array>): void;
  /** The files in the program's folder, as they are now. */
  files(): Record<string, Uint8Array>;
  /** Calls a function of `shim/program.py`; undefined when the program stayed in it, as in `serve_forever()`. */
  call(name: string, ...args: unknown[]): unknown;
}

interface Inner extends PyodideAPI {
  _api: { _skip_unwind_fatal_error: boolean };
  makeMemorySnapshot(): Uint8Array;
}

const version = '314.0.7';
const lockFileContents = {
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten', version, python: '3.14.2' },
  packages: {},
};

async function load({ module, stdlib, shim, snapshot }: MachineParts, making: boolean): Promise<Inner> {
  Object.assign(parts, { module, stdlib });
  const python = (await loadPyodide({
    indexURL: 'https://python.invalid/',
    packageBaseUrl: 'https://python.invalid/',
    createPyodideModule,
    lockFileContents: lockFileContents as never,
    enableRunUntilComplete: false,
    env: { HOME: folder },
    ...(making && { _makeSnapshot: true }),
    ...(snapshot && { _loadSnapshot: snapshot }),
  })) as Inner;
  if (!snapshot) importShim(python, shim);
  return python;
}

function importShim(python: Inner, shim: Record<string, string>): void {
  python.FS.mkdirTree('/lib/engine_room');
  for (const [name, text] of Object.entries(shim)) python.FS.writeFile(`/lib/engine_room/${name}`, text);
  python.runPython(`
import sys
sys.path.append('/lib')
import engine_room.program
sys.path.remove('/lib')
`);
}

/** Boots an interpreter, lets it import the shim and the usual modules, and takes its memory. */
export const makeSnapshot = async (given: MachineParts): Promise<Uint8Array> =>
  (await load(given, true)).makeMemorySnapshot();

export async function createMachine(
  given: MachineParts,
  bridge: Bridge,
  output: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void,
): Promise<Machine> {
  const python = await load(given, false);
  // oxlint-disable-next-line no-underscore-dangle -- Pyodide's own name for: a call that is left is no fault.
  python._api._skip_unwind_fatal_error = true;
  python.registerJsModule('engine_room_bridge', {
    ...bridge,
    park: () => void (clock.parks = true),
    write: output,
  });
  const program = python.pyimport('engine_room.program') as Record<string, (...args: unknown[]) => unknown>;
  const { FS } = python;
  return {
    mount(files) {
      for (const [path, contents] of Object.entries(files)) {
        FS.mkdirTree(`${folder}/${path}`.replace(/\/[^/]*$/, ''));
        FS.writeFile(`${folder}/${path}`, contents);
      }
    },
    files: () => read(FS, folder),
    call(name, ...args) {
      const value = program[name]!(...args.map((arg) => python.toPy(arg) as unknown));
      return value;
    },
  };
}

function read(FS: PyodideAPI['FS'], place: string, found: Record<string, Uint8Array> = {}) {
  for (const name of FS.readdir(place) as string[]) {
    if (name === '.' || name === '..' || name === '__pycache__') continue;
    const path = `${place}/${name}`;
    if (FS.isDir(FS.stat(path).mode)) read(FS, path, found);
    else found[path.slice(folder.length + 1)] = FS.readFile(path) as Uint8Array;
  }
  return found;
}
