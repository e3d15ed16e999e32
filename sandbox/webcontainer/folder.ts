import type { WebContainer } from '@webcontainer/api';
import type { Files } from '../types.ts';
import { treeOf } from './mount.ts';
import { exercise } from './protocol.ts';
import { testingImports } from './testing-imports.ts';

/** What is in the learner's folder and is nothing of theirs. */
const notTheirs = ['node_modules', '.git', '.runs', '.npm'];

/**
 * Without one of its own, npm would take the learner's folder for a part of what the container is mounted with, and
 * throw that away.
 */
const manifest = `${JSON.stringify({ name: 'exercise', private: true, type: 'module', imports: testingImports }, null, 2)}\n`;

export interface LearnersFolder {
  /** Makes it hold these files. What `npm install` brought, and hidden folders, stay. */
  write(files: Files): Promise<void>;
  /** What it holds now: text as text, and bytes where a file is no text. */
  read(): Promise<Files>;
  /** Called with all files when a program or a shell has changed one of them. Returns what ends that. */
  onChange(listener: (files: Files) => void): () => void;
}

/** ms without another change until the files are read: a program writes more than one. */
const quiet = 200;

/** The folder that shells begin in, beside the ones that runs have for themselves. */
export async function openFolder(container: WebContainer): Promise<LearnersFolder> {
  await container.mount(treeOf({ [`${exercise}/package.json`]: manifest, [`${exercise}/.runs/.gitignore`]: '*\n' }));
  let known: Files = {};
  const read = async () => withoutManifest(await readTree(container, exercise));
  return {
    async write(files) {
      const gone = Object.keys(known).filter((file) => !(file in files));
      known = { ...files };
      for (const file of gone) await container.fs.rm(`${exercise}/${file}`, { force: true });
      await container.mount({ [exercise]: { directory: treeOf({ 'package.json': manifest, ...files }) } });
    },
    async read() {
      known = await read();
      return known;
    },
    onChange(listener) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const look = async () => {
        const next = await read();
        if (same(known, next)) return;
        known = next;
        listener(next);
      };
      const watcher = container.fs.watch(exercise, { recursive: true }, (_event, name) => {
        if (notTheirs.includes(String(name).split('/')[0]!)) return;
        clearTimeout(timer);
        // Nobody is left to tell where the container has gone meanwhile.
        timer = setTimeout(() => void look().catch(() => {}), quiet);
      });
      return () => {
        clearTimeout(timer);
        watcher.close();
      };
    },
  };
}

async function readTree(container: WebContainer, folder: string, below = ''): Promise<Files> {
  const found: Files = {};
  for (const entry of await container.fs.readdir(folder, { withFileTypes: true })) {
    const name = below + entry.name;
    const place = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !notTheirs.includes(entry.name)) Object.assign(found, await readTree(container, place, `${name}/`));
    else if (entry.isFile()) found[name] = asText(await container.fs.readFile(place));
  }
  return found;
} // prettier-ignore

function asText(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

function withoutManifest(files: Files): Files {
  const { 'package.json': text, ...rest } = files;
  return text === manifest || text === undefined ? rest : files;
}

function same(one: Files, other: Files): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => String(one[name]) === String(other[name]));
}
