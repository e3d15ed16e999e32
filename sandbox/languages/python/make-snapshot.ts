/** A thread of its own: an interpreter that was booted would keep its thread from ever ending. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import interpreter from './interpreter.ts';
import type * as machine from './machine.ts';
import { readShim } from './shim.ts';

const pyodide = path.resolve(import.meta.dirname, '../../../node_modules/pyodide');

const text = new TextDecoder().decode(await interpreter());
// oxlint-disable-next-line no-eval -- the very text that the host's worker evaluates.
const { makeSnapshot } = (0, eval)(`${text};python`) as typeof machine;
const module = await WebAssembly.compile(await readFile(path.join(pyodide, 'pyodide.asm.wasm')));
const stdlib = new Uint8Array(await readFile(path.join(pyodide, 'python_stdlib.zip')));
const snapshot = (await makeSnapshot({ module, stdlib, shim: await readShim() })).slice();
parentPort!.postMessage(snapshot, [snapshot.buffer]);
