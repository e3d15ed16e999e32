import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { workerData } from 'node:worker_threads';
import { serveGuest, type Guest, type GuestIo } from '../../hosts/guest.ts';
import type { PythonRun, PythonState } from './guest.ts';
import { shortenTracebacks } from './traceback.ts';

const { setTimeout } = globalThis;

/** The python3 of this computer in the place of the one that comes with the course, each program in a folder of its own. */
async function boot({ output }: GuestIo): Promise<Guest> {
  const { address } = workerData as { address: string };
  const command = address === '1' ? 'python3' : address;
  let program = createProgram(command, output);
  const methods: Record<string, (params: never) => unknown> = {
    run: (params: PythonRun) => program.run(params),
    ended: () => program.ended(),
    files: () => readAll(program.folder),
    reset() {
      program.end();
      program = createProgram(command, output);
    },
  };
  // A thread that is ended takes no child along.
  process.once('exit', () => program.end());
  return { call: async (method, params) => methods[method]!(params as never) };
}

function createProgram(command: string, output: GuestIo['output']) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'python-'));
  let child: ChildProcess | undefined;
  let code: Promise<number> = Promise.resolve(0);
  return {
    folder,
    ended: () => code,
    end() {
      child?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
    async run({ entry, files, args = [], env = {}, stdin = '' }: PythonRun): Promise<PythonState> {
      mount(folder, files);
      const port = await freePort();
      const own = { HOME: folder, LANG: 'C.UTF-8', PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' };
      const started = spawn(command, [entry, ...args], { cwd: folder, env: { ...own, ...env, PORT: String(port) } });
      child = started;
      // Whole tracebacks, since they are shortened by their lines.
      const say = {
        stdout: createLines((text) => output('stdout', text)),
        stderr: createLines((text) => output('stderr', shortenTracebacks(text, folder))),
      };
      for (const stream of ['stdout', 'stderr'] as const) {
        started[stream].setEncoding('utf8').on('data', say[stream].push);
      }
      started.stdin.on('error', () => {}).end(stdin);
      code = new Promise((resolve, reject) => {
        started.once('error', ({ message }) => reject(new Error(`${command} does not start here: ${message}`)));
        started.once('close', (exit) => {
          say.stdout.end();
          say.stderr.end();
          resolve(exit ?? 137);
        });
      });
      const served = whenServing(port, () => started.exitCode === null && started.signalCode === null);
      const end = await Promise.race([code.then((exit) => ({ exit })), served.then(() => undefined)]);
      return end ? { status: 'ended', code: end.exit } : { status: 'serving', ports: [{ asked: port, port }] };
    },
  };
}

function createLines(say: (text: string) => void) {
  let held = '';
  return {
    push(text: string) {
      held += text;
      // A traceback ends with a line that is not indented.
      const end = held.lastIndexOf('\n') + 1;
      if (end === 0 || /(?:^|\n)(?: .*|Traceback .*)\n$/.test(held.slice(0, end))) return;
      say(held.slice(0, end));
      held = held.slice(end);
    },
    end() {
      if (held) say(held);
      held = '';
    },
  };
}

function mount(folder: string, files: PythonRun['files']) {
  for (const [name, contents] of Object.entries(files)) {
    const place = path.join(folder, name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, contents);
  }
}

function readAll(folder: string): Record<string, Uint8Array> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const place = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, place), new Uint8Array(readFileSync(place))];
    }),
  );
}

async function whenServing(port: number, lives: () => boolean): Promise<void> {
  while (lives()) {
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await new Promise(() => {});
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Called by whoever started the worker. */
export const start = (control: MessagePort): void => serveGuest(control, boot);
