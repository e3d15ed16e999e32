import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

// Vitest sets some of these for what it starts.
const plain = {
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
  NODE_ENV: undefined,
  VITEST: undefined,
  GITHUB_ACTIONS: undefined,
  BASE_URL: undefined,
};

/** A copy of the project for commands that write, with the packages of this one. Its folder has a name as people give them. */
export function createProject(name = 'Übung & Co ') {
  const folder = mkdtempSync(path.join(tmpdir(), name));
  for (const name of ['package.json', 'scripts', 'sandbox', 'exercises', 'lessons', 'site']) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  const running = new Set<ChildProcess>();

  const start = (script: string, ...words: string[]) => startWith({}, script, ...words);
  const startWith = (more: Record<string, string>, script: string, ...words: string[]) => {
    const child = spawn(process.execPath, [path.join(folder, 'scripts', `${script}.ts`), ...words], {
      cwd: folder,
      env: { ...process.env, ...plain, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const printed = { text: '', out: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (printed.text += text));
    }
    child.stdout.on('data', (text: string) => (printed.out += text));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    void ended.then(() => running.delete(child));
    return { child, printed, ended };
  };

  return {
    folder,
    start,
    /** Runs a command to its end. */
    async run(script: string, ...words: string[]): Promise<{ code: number | null; text: string; out: string }> {
      const { printed, ended } = start(script, ...words);
      return { code: await ended, ...printed };
    },
    /** The same with more in its environment. */
    async runWith(env: Record<string, string>, script: string, ...words: string[]) {
      const { printed, ended } = startWith(env, script, ...words);
      return { code: await ended, ...printed };
    },
    read: (file: string) => readFileSync(path.join(folder, file), 'utf8'),
    write: (file: string, text: string) => writeFileSync(path.join(folder, file), text),
    remove: (file: string) => rmSync(path.join(folder, file), { recursive: true }),
    /** What runs have left behind. */
    runs: () => readdirSync(path.join(folder, 'workspace', '.run')),
    /** What Astro writes down about a server of this folder. */
    note(server: { pid: number; url: string }) {
      mkdirSync(path.join(folder, '.astro'), { recursive: true });
      writeFileSync(path.join(folder, '.astro', 'dev.json'), JSON.stringify(server));
    },
    dispose() {
      for (const child of running) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
