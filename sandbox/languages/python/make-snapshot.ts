/** A thread of its own: an interpreter that was booted would keep its thread from ever ending. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import interpreter from './interpreter.ts';
import type * as machine from './machine.ts';

const here = import.meta.dirname;
const pyodide = path.resolve(here, '../../../node_modules/pyodide');

const { names } = workerData as { names: string[] };
const text = new TextDecoder().decode(await interpreter());
// oxlint-disable-next-line no-eval -- the very text that the host's worker evaluates.
const { makeSnapshot } = (0, eval)(`${text};python`) as typeof machine;
const shim = Object.fromEntries(
  await Promise.all(names.map(async (name) => [name, await readFile(path.join(here, 'shim', name), 'utf8')] as const)),
);
const module = await WebAssembly.compile(await readFile(path.join(pyodide, 'pyodide.asm.wasm')));
const stdlib = new Uint8Array(await readFile(path.join(pyodide, 'python_stdlib.zip')));
const snapshot = (await makeSnapshot({ module, stdlib }, shim)).slice();
parentPort!.postMessage(snapshot, [snapshot.buffer]);
