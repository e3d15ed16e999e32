import type { ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { createConnection } from 'node:net';
import path from 'node:path';
import { nodeWords } from '../languages/launch.ts';
import { createOutput } from '../embedded/output.ts';
import type { Connection, PlainRequest, PlainResponse, RunOptions, SocketEvent, StartResult } from '../types.ts';
import { connectLocal, sendLocal } from './talk.ts';
import { programVariable } from './processes.ts';
import { endGroup, startGroup } from './process.ts';

const sandbox = path.resolve(import.meta.dirname, '..');

/** Runs `node entry` with a free PORT; the program counts as started when that port answers or the entry has ended. */
export function createProgram({ root, limit }: { root: string; limit: () => number }) {
  let child: ChildProcess | undefined;
  let port = 0;

  const stop = () => {
    if (child) endGroup(child);
    child = undefined;
  };

  const running = () => {
    if (!child) throw new Error('No program is running. Run the tests or start the server first.');
    return port;
  };

  return {
    stop,
    async start(entry: string, options: RunOptions): Promise<StartResult> {
      stop();
      port = await freePort();
      const program = startGroup(nodeWords(sandbox, entry, options.args), {
        cwd: root,
        env: { ...process.env, ...options.env, PORT: String(port), [programVariable]: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = program;
      const output = createOutput((text) => options.onOutput?.(text));
      let errors = '';
      program.stdout?.on('data', (text: Buffer) => output({ stream: 'stdout', level: 'log', text: text.toString() }));
      program.stderr?.on('data', (text: Buffer) => {
        errors += text.toString().slice(0, 4000);
        output({ stream: 'stderr', level: 'error', text: text.toString() });
      });
      program.once('exit', (code) => child === program && options.onExit?.(code ?? 1));
      options.signal?.addEventListener('abort', stop, { once: true });
      const listening = await whenReady(program, port, limit());
      if (listening === 'failed')
        return { status: 'error', reason: 'load', message: errors.trim() || `${entry} ended.` };
      if (listening === 'timeout') {
        stop();
        const message = `${entry} did not listen on process.env.PORT within ${limit() / 1000} s.`;
        return { status: 'error', reason: 'timeout', message };
      }
      return { status: 'started', ports: listening === 'listening' ? [port] : [] };
    },
    async send(request: PlainRequest, signal?: AbortSignal): Promise<PlainResponse> {
      return sendLocal(running(), request, signal);
    },
    async connect(url: string, protocols: string[], listener: (event: SocketEvent) => void): Promise<Connection> {
      return connectLocal(running(), url, protocols, listener);
    },
    /** Whatever port the address names: the program was told which one to take. */
    async fetch(request: Request): Promise<Response> {
      const port = running();
      const { pathname, search } = new URL(request.url);
      const { method, headers, redirect } = request;
      const body = request.body ? await request.arrayBuffer() : undefined;
      return fetch(`http://127.0.0.1:${port}${pathname}${search}`, { method, headers, redirect, body });
    },
  };
}

async function whenReady(
  program: ChildProcess,
  port: number,
  limit: number,
): Promise<'listening' | 'ended' | 'failed' | 'timeout'> {
  const deadline = performance.now() + limit;
  while (performance.now() < deadline) {
    if (program.exitCode !== null || program.signalCode !== null) return program.exitCode === 0 ? 'ended' : 'failed';
    if (await answers(port)) return 'listening';
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return 'timeout';
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: 'localhost' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
