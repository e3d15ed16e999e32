/** The shell's own thread: an endless loop in it holds up nothing else, and can be ended. */
import { createShell, type Shell } from '../../../sandbox/shell/shell.ts';
import type { ByteStream, ShellHost } from '../../../sandbox/shell/types.ts';
import type { Calls, FromShell, Questions, ToShell } from './shell-protocol.ts';

const scope = globalThis as unknown as { postMessage(message: FromShell): void; onmessage: unknown };
const post = scope.postMessage.bind(scope);
const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
let calls = 0;
let shell: Shell;

const call =
  (name: keyof Calls) =>
  (...args: unknown[]) =>
    new Promise<never>((resolve, reject) => {
      const id = calls++;
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      post({ type: 'call', id, name, args });
    });

const host: ShellHost = {
  output: (stream, text) => post({ type: 'output', stream, text }),
  sync: async (changes) => (changes.length ? call('sync')(changes) : []),
  node: call('node'),
  test: call('test'),
  http: call('http'),
  connect,
  sql: call('sql'),
  ask: call('ask'),
  jobs: call('jobs'),
  kill: call('kill'),
  foreground: call('foreground'),
  clear: call('clear'),
  history: call('history'),
};

/** A server of the page's, or this worker's own Redis, which is loaded when somebody connects to it. */
async function connect(address: string, port: number): Promise<ByteStream> {
  const connection = (await call('open')(address, port)) as number | undefined;
  if (connection !== undefined) {
    return {
      write: (bytes) => void call('send')(connection, bytes),
      read: () => call('receive')(connection),
      close: () => void call('leave')(connection),
    };
  }
  const { connectInMemory, isHere } = await import('../../../sandbox/services/redis/in-memory.ts');
  if (!isHere(address, port)) throw new Error('Connection refused');
  return connectInMemory();
}

scope.onmessage = async ({ data }: MessageEvent<ToShell>) => {
  if (data.type === 'open') {
    shell = createShell(data.start, host);
    post({ type: 'ready', prompt: await shell.ready });
  } else if (data.type === 'apply') await shell.apply(data.changes);
  else if (data.type === 'ask') await answer(data);
  else {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) one?.resolve(data.value);
    else one?.reject(new Error(data.error));
  }
};

async function answer({ id, name, args }: Extract<ToShell, { type: 'ask' }>): Promise<void> {
  try {
    const ask = (shell as Questions)[name] as (...args: unknown[]) => unknown;
    post({ type: 'answer', id, value: await ask(...args) });
  } catch (error) {
    post({ type: 'answer', id, error: String(error) });
  }
}
