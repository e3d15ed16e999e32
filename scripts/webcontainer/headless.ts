// The page that the genuine library loads in a hidden frame, in our double of the service: it hands the library's calls
// on to the kernel, over a WebSocket.
// @ts-expect-error The library's own copy has no types.
import { Comlink } from '../../node_modules/@webcontainer/api/dist/vendor/index.js';

type Listener = (...args: unknown[]) => void;

const fault = new URLSearchParams(location.search).get('fault') ?? (await (await fetch('/fault')).text());

const api = { build };
if (fault !== 'never') {
  if (fault.startsWith('late:')) await new Promise((resolve) => setTimeout(resolve, Number(fault.slice(5))));
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(api, port1);
  parent.postMessage({ type: 'init' }, '*', [port2]);
}

async function build({ workdirName = 'project' }: { workdirName?: string }) {
  if (fault.startsWith('refuses:')) throw new Error(fault.slice(8));
  const socket = new WebSocket(`ws://${location.host}/kernel?workdir=${workdirName}`);
  const { call, processes, events, workdir, session } = await connect(socket);
  let count = 0;
  const fs = Object.fromEntries(
    ['readFile', 'writeFile', 'mkdir', 'rm', 'rename', 'readdir'].map((method) => [
      method,
      async (...args: unknown[]) => {
        const sent = method === 'writeFile' && args[1] instanceof Uint8Array ? [args[0], new TextDecoder().decode(args[1])] : args;
        const result = await call('file', [method, sent]);
        const bytes = method === 'readFile' && (args[1] === undefined || args[1] === null);
        return bytes ? Uint8Array.from(atob(result as string), (one) => one.charCodeAt(0)) : result;
      },
    ]),
  );
  const watch = async (name: string, options: { recursive?: boolean } | null, listener: Listener) => {
    const id = count++;
    const end = events.on('changed', (event) => event.id === id && listener(event.event, event.file));
    await call('watch', [id, name, options?.recursive ?? false]);
    return Comlink.proxy({ close: () => (end(), call('unwatch', [id])) });
  };
  return Comlink.proxy({
    fs: () => Comlink.proxy({ ...fs, watch }),
    previewScript: () => Comlink.proxy({}),
    runtimeInfo: () => ({ path: '/bin', cwd: workdir }),
    setCredentials() {},
    on: (name: string, listener: Listener) => Comlink.proxy(subscribe(events, name, listener)),
    async loadFiles(payload: Uint8Array<ArrayBuffer>, { mountPoints = '' }: { mountPoints?: string }) {
      const response = await fetch(`/mount?session=${session}&point=${encodeURIComponent(mountPoints)}`, { method: 'POST', body: payload });
      if (!response.ok) throw new Error(await response.text());
    },
    async run(request: object, _stdout: unknown, _stderr: unknown, output: Listener | undefined) {
      const id = count++;
      const exit = Promise.withResolvers<number>();
      processes.set(id, {
        output: (text) => void output?.(Uint8Array.from(text, (one) => one.charCodeAt(0))),
        exit: (code) => (output?.(null), exit.resolve(code)),
      });
      await call('spawn', [id, request]);
      return Comlink.proxy({
        onExit: exit.promise,
        write: (text: string) => call('write', [id, text]),
        kill: () => void call('kill', [id]),
        resize: (size: object) => call('resize', [id, size]),
      });
    },
    teardown: () => void socket.close(),
  });
} // prettier-ignore

/** A server is ready as soon as it listens; what a page can show of it has an address of this double's. */
function subscribe(events: Events, name: string, listener: Listener): () => void {
  if (name !== 'port' && name !== 'server-ready') return () => {};
  return events.on('port', ({ port, change }) => {
    const url = `http://${port}.localhost:${location.port}`;
    if (name === 'port') listener(port, change, url);
    else if (change === 'open') listener(port, url);
  });
}

interface KernelEvent {
  type: string;
  id: number;
  text: string;
  code: number;
  workdir: string;
  session: string;
  port: number;
  change: 'open' | 'close';
  event: string;
  file: string;
  result?: unknown;
  error?: string;
}

type Events = ReturnType<typeof createEvents>;

function createEvents() {
  const listeners = new Set<(event: KernelEvent) => void>();
  return {
    tell: (event: KernelEvent) => listeners.forEach((listener) => listener(event)),
    on(type: string, hear: (event: KernelEvent) => void) {
      const listener = (event: KernelEvent) => event.type === type && hear(event);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

interface Process {
  output(text: string): void;
  exit(code: number): void;
}

async function connect(socket: WebSocket) {
  const processes = new Map<number, Process>();
  const waiting = new Map<number, (answer: KernelEvent) => void>();
  const events = createEvents();
  const hello = Promise.withResolvers<{ workdir: string; session: string }>();
  let count = 0;
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    const message = JSON.parse(data) as KernelEvent;
    if (message.type === 'hello') hello.resolve(message);
    else if (message.type === 'answer') waiting.get(message.id)?.(message);
    else if (message.type === 'output') processes.get(message.id)?.output(message.text);
    else if (message.type === 'exit') processes.get(message.id)?.exit(message.code);
    else events.tell(message);
  };
  // A kernel that has died answers nothing more, as the service's does not.
  const call = (method: string, args: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const id = count++;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(result);
        else reject(new Error(error));
      });
      socket.send(JSON.stringify({ id, method, args }));
    });
  return { call, processes, events, ...(await hello.promise) };
} // prettier-ignore
