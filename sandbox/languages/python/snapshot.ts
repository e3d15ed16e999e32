import { once } from 'node:events';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import { kept } from './kept.ts';
import { readShim } from './shim.ts';

/** The memory of an interpreter that is ready to run programs, compressed: booting one takes seconds, this a fraction. */
export default async function snapshot(): Promise<Uint8Array> {
  const files = ['machine.ts', 'surroundings.ts', 'interpreter.ts', 'make-snapshot.ts', 'shim.ts'];
  return kept('python-snapshot', [...files, ...Object.keys(await readShim()).map((name) => `shim/${name}`)], make);
}

async function make(): Promise<Uint8Array> {
  const maker = new Worker(new URL('./make-snapshot.ts', import.meta.url), { execArgv: [] });
  try {
    const [bytes] = (await once(maker, 'message')) as [Uint8Array];
    return await promisify(gzip)(bytes, { level: 6 });
  } finally {
    await maker.terminate();
  }
}
