import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunInit, ScriptPlace } from './script-shell.ts';

// Suites may install fake timers; a script's own time must go on.
const { setTimeout, clearTimeout } = globalThis;

/**
 * The bash of this machine in a folder of its own. Paths begin in that folder, and what a command prints is told with
 * the paths that it was given. Scripts have the rights of whoever runs this.
 */
export async function createNativePlace(files: Record<string, string | Uint8Array>): Promise<ScriptPlace> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'engine-room-shell-')));
  const inside = (place: string) => path.join(root, place);
  const write = async (place: string, contents: string | Uint8Array) => {
    await mkdir(path.dirname(inside(place)), { recursive: true });
    await writeFile(inside(place), contents);
  };
  for (const [place, contents] of Object.entries(files)) await write(place, contents);
  return {
    write,
    run: (command, init) => runBash(command, init, root),
    async read(folder) {
      const names = await readdir(inside(folder), { recursive: true, withFileTypes: true });
      const found: Record<string, Uint8Array> = {};
      for (const entry of names.filter((one) => one.isFile())) {
        const place = path.join(entry.parentPath, entry.name);
        found[path.relative(inside(folder), place).replaceAll('\\', '/')] = new Uint8Array(await readFile(place));
      }
      return Object.fromEntries(Object.entries(found).sort());
    },
    end: () => rm(root, { recursive: true, force: true }),
  };
}

async function runBash(command: string, { stdin = '', timeout, cwd, env }: RunInit, root: string) {
  const home = path.join(root, env['HOME'] ?? '');
  const child = spawn('bash', ['-c', command], {
    cwd: path.join(root, cwd),
    env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', ...env, HOME: home },
    detached: true,
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  child.stdin.on('error', () => {}).end(stdin);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    // With whatever it started.
    process.kill(-child.pid!, 'SIGKILL');
  }, timeout);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 137));
  }).finally(() => clearTimeout(timer));
  const shown = (text: string) => text.replaceAll(root, '');
  const result = { stdout: shown(said.stdout), stderr: shown(said.stderr), exitCode };
  return late ? { ...result, endless: 'no end within the time' } : result;
}
