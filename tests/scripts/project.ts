import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** A copy of the project for commands that write, with the packages of this one. */
export function createProject() {
  const folder = mkdtempSync(path.join(tmpdir(), 'engine-room-'));
  for (const name of ['package.json', 'scripts', 'sandbox', 'exercises', 'lessons']) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  const running = new Set<ChildProcess>();

  const start = (script: string, ...words: string[]) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_ENV: undefined, VITEST: undefined };
    const child = spawn(process.execPath, [path.join(folder, 'scripts', `${script}.ts`), ...words], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const printed = { text: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (printed.text += text));
    }
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    void ended.then(() => running.delete(child));
    return { child, printed, ended };
  };

  return {
    folder,
    start,
    /** Runs a command to its end. */
    async run(script: string, ...words: string[]): Promise<{ code: number | null; text: string }> {
      const { printed, ended } = start(script, ...words);
      return { code: await ended, text: printed.text };
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
