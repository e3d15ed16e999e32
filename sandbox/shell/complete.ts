import { getCommandNames, type InMemoryFs } from 'just-bash/browser';
import type { Completion } from './types.ts';

interface Place {
  disk: InMemoryFs;
  cwd: string;
}

const hidden = new Set(['js-exec', 'node', 'python', 'python3', 'html-to-markdown', 'help']);
const own = ['cd', 'curl', 'git', 'echo', 'exit', 'export', 'fg', 'help', 'jobs', 'kill', 'node', 'npm', 'npx', 'alias', 'unset', 'source', 'read', 'type', 'sqlite3']; // prettier-ignore
const options: Record<string, string[]> = {
  npm: ['start', 'test', 'run'],
  'npm run': ['start', 'test'],
  npx: ['vitest'],
  kill: ['%1'],
  curl: ['-i', '-s', '-v', '-X', '-H', '-d', '--json', '-I', '-L', '-o', '-w', 'http://localhost:3000/'],
};

/** What the word before the cursor may become: a command, a file, or an option of a command that has some. */
export async function complete(line: string, cursor: number, place: Place): Promise<Completion> {
  const before = line.slice(0, cursor);
  const word = /(?:[^\s|;&<>("'\\]|\\.)*$/.exec(before)![0];
  const from = cursor - word.length;
  const command = before.slice(0, from).split(/&&|\|\|?|[;&(]/).at(-1)!.trim(); // prettier-ignore
  const redirects = /[<>]\s*$/.test(before.slice(0, from));
  if (!command && !redirects && !word.includes('/')) return { from, words: commands(word) };
  const named = (options[command] ?? []).filter((option) => option.startsWith(word) && word !== '');
  const listed =
    word === '' && (command === 'npm' || command === 'npm run' || command === 'npx') ? options[command]! : [];
  if (listed.length) return { from, words: listed.map((name) => `${name} `) };
  const files = await paths(word, place, command === 'cd' || command === 'rmdir');
  return { from, words: [...named.map((name) => (name.endsWith('/') ? name : `${name} `)), ...files] };
}

function commands(start: string): string[] {
  const names = new Set([...getCommandNames().filter((name) => !hidden.has(name)), ...own]);
  return [...names].filter((name) => name.startsWith(start)).sort().map((name) => `${name} `); // prettier-ignore
}

async function paths(word: string, { disk, cwd }: Place, foldersOnly: boolean): Promise<string[]> {
  const typed = word.replace(/\\(.)/g, '$1');
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const start = typed.slice(folder.length);
  const real = disk.resolvePath(cwd, folder.replace(/^~(?=\/|$)/, '/home/learner') || '.');
  const names = await disk.readdir(real).catch(() => []);
  const found: string[] = [];
  for (const name of names.sort()) {
    if (!name.startsWith(start) || (name.startsWith('.') && !start.startsWith('.'))) continue;
    const isFolder = await disk.stat(disk.resolvePath(real, name)).then(({ isDirectory }) => isDirectory, () => false); // prettier-ignore
    if (foldersOnly && !isFolder) continue;
    found.push(`${folder}${name.replace(/[\s'"\\$&;|<>()*?]/g, '\\$&')}${isFolder ? '/' : ' '}`);
  }
  return found;
}
