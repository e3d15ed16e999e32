import type { Files } from '../types.ts';

/** What runs entries that are not JavaScript: file ending → the part of `#testing` that is their program. */
const parts: Record<string, string> = { py: 'python-program', services: 'services-program' };

const partOf = (entry: string): string | undefined => parts[entry.split('.').pop()!];

export interface Launch {
  files: Files;
  entry: string;
  args: string[];
}

/** The same program as one that Node can run: `app.py` becomes a module that hands it to Python. Pure. */
export function asNodeProgram(files: Files, entry: string, args: string[] = []): Launch {
  const part = partOf(entry);
  if (!part) return { files, entry, args };
  const launcher = '.engine-room-launch.mjs';
  return {
    files: { ...files, [launcher]: `import { serving } from '#testing/${part}';\nawait serving;\n` },
    entry: launcher,
    args: [entry, ...args],
  };
}

/** The same for a terminal: what `node` is started with, `sandbox` being the folder of that name. Pure. */
export function nodeWords(sandbox: string, entry: string, args: string[] = []): string[] {
  const part = partOf(entry);
  return part ? [`${sandbox}/testing/parts/${part}.ts`, entry, ...args] : [entry, ...args];
}
