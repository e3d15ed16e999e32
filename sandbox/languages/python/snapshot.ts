import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import { kept } from './kept.ts';

const here = import.meta.dirname;

/** The memory of an interpreter that is ready to run programs, compressed: booting one takes seconds, this a fraction. */
export default async function snapshot(): Promise<Uint8Array> {
  const names = (await readdir(path.join(here, 'shim'))).filter((name) => name.endsWith('.py')).sort();
  const files = ['machine.ts', 'surroundings.ts', 'interpreter.ts', 'make-snapshot.ts'];
  return kept('python-snapshot', [...files, ...names.map((name) => `shim/${name}`)], () => make(names));
}

async function make(names: string[]): Promise<Uint8Array> {
  const maker = new Worker(new URL('./make-snapshot.ts', import.meta.url), { workerData: { names }, execArgv: [] });
  try {
    const [bytes] = (await once(maker, 'message')) as [Uint8Array];
    return await promisify(gzip)(bytes, { level: 6 });
  } finally {
    await maker.terminate();
  }
}
