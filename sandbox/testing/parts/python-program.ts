/**
 * Not for suites: importing it runs the Python program that `process.argv` names, as `python3` would, until it ends.
 * Both runtimes start a `serve: app.py` with it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openPython } from '../../languages/python/process.ts';
import type { Files } from '../../types.ts';

// A host alone keeps no program alive.
const alive = setInterval(() => {}, 1 << 30);

/** Resolves when the program serves. When it ends, so does this process, with its exit code. */
export const serving: Promise<void> = run();

async function run() {
  const [entry = 'app.py', ...args] = process.argv.slice(2);
  const python = await openPython((stream, text) => void process[stream].write(text));
  const leave = (code: number) => {
    clearInterval(alive);
    python.kill();
    process.exit(code);
  };
  const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  const state = await python.run({ entry, files: readFolder('.'), args, env });
  if (state.status === 'ended') leave(state.code);
  else void python.ended().then(leave);
}

function readFolder(folder: string): Files {
  const files: Files = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.name.startsWith('.') || /^(?:node_modules|__pycache__)$/.test(entry.name)) continue;
    if (entry.isDirectory()) Object.assign(files, readFolder(place));
    else files[place] = new Uint8Array(readFileSync(place));
  }
  return files;
}
