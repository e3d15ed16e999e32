/** Python itself (CPython, compiled to WebAssembly by Pyodide), one process after the other. */
import { serveGuest, type Guest, type GuestIo } from '../../hosts/guest.ts';
import { createFraming } from './framing.ts';
import type * as machine from './machine.ts';
import { unpack } from './unpack.ts';

export interface PythonRun {
  entry: string;
  files: Record<string, string | Uint8Array>;
  args?: string[];
  env?: Record<string, string>;
  stdin?: string;
  /** Whatever port the program names, a free one is taken: several programs run beside each other. */
  anyPort?: boolean;
}

export type PythonState =
  { status: 'serving'; ports: { asked: number; port: number }[] } | { status: 'ended'; code: number };

/** Bytes that one program may print. */
const printLimit = 1_000_000;

async function boot(io: GuestIo): Promise<Guest> {
  const { assets } = io;
  const text = new TextDecoder().decode(assets['interpreter.js']);
  // oxlint-disable-next-line no-eval -- the guest's own part, which came as bytes: here nothing can be imported.
  const { createMachine, makeSnapshot } = (0, eval)(`${text};python`) as typeof machine;
  const [module, snapshot] = await Promise.all([
    WebAssembly.compile(assets['pyodide.asm.wasm']!),
    assets['snapshot'] ? new Uint8Array(assets['snapshot']) : unpack(assets['snapshot.gz']!),
  ]);
  const stdlib = new Uint8Array(assets['python_stdlib.zip']!);
  const shim = JSON.parse(new TextDecoder().decode(assets['shim.json'])) as Record<string, string>;
  const given: machine.MachineParts = { module, stdlib, shim, snapshot };
  const begin = () => createProcess(io, (...args) => createMachine(given, ...args));
  // The snapshot is memory that V8 left. An engine that cannot go on from it takes one of its own, once.
  let process = await begin().catch(async () => {
    given.snapshot = await makeSnapshot({ module, stdlib, shim });
    return begin();
  });
  const methods: Record<string, (params: never) => unknown> = {
    run: (params: PythonRun) => process.run(params),
    /** The exit code of a program that has ended since it began to serve. */
    ended: () => process.ended,
    files: () => process.files(),
    async reset() {
      process.end();
      process = await begin();
    },
  };
  return { call: async (method, params) => methods[method]!(params as never) };
}

type CreateMachine = (
  bridge: machine.Bridge,
  output: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void,
) => Promise<machine.Machine>;

async function createProcess(io: GuestIo, create: CreateMachine) {
  const ended = Promise.withResolvers<number>();
  const output = createOutput(io);
  const network = createNetwork(io, (...request) => answer(...request));
  const over = (code: number) => {
    network.close();
    output.end();
    ended.resolve(code);
  };
  let leaving: number | undefined;
  const bridge: machine.Bridge = {
    listen: network.listen,
    unlisten: network.unlisten,
    send: network.send,
    exit: (code) => void (leaving = code),
  };
  const python = await create(bridge, output.write);
  const call = (name: string, ...args: unknown[]) => {
    const value = python.call(name, ...args) as number | undefined;
    const code = leaving ?? value;
    if (code !== undefined && code >= 0) over(code);
    return code;
  };
  const answer = (...request: unknown[]) => call('handle', ...request) !== undefined;
  return {
    ended: ended.promise,
    files: () => python.files(),
    end: network.close,
    async run({ entry, files, args = [], env = {}, stdin = '', anyPort = false }: PythonRun): Promise<PythonState> {
      python.mount(files);
      network.takeAny(anyPort);
      const code = call('run', entry, args, env, stdin);
      if (code !== undefined) return { status: 'ended', code };
      const { refused, ports } = await network.settled();
      if (!refused) return { status: 'serving', ports };
      // Python would have said it in bind(); here the port is known to be taken only afterwards.
      output.write('stderr', new TextEncoder().encode('OSError: [Errno 98] Address already in use\n'));
      over(1);
      return { status: 'ended', code: 1 };
    },
  };
}

function createOutput({ output }: GuestIo) {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  let printed = 0;
  return {
    write(stream: 'stdout' | 'stderr', bytes: Uint8Array) {
      if (printed > printLimit) return;
      printed += bytes.length;
      output(stream, decoders[stream].decode(bytes, { stream: true }));
      if (printed > printLimit)
        output('stderr', `The rest of the output is left out: it is over ${printLimit} bytes.\n`);
    },
    end() {
      for (const stream of ['stdout', 'stderr'] as const) {
        const rest = decoders[stream].decode();
        if (rest) output(stream, rest);
      }
    },
  };
}

type Listener = { asked: number; port: number; close(): void };
type Answer = (
  server: number,
  connection: number,
  bytes: Uint8Array,
  ended: boolean,
  host: string,
  port: number,
) => boolean;

/** Python's ports, and its requests one after the other. */
function createNetwork(io: GuestIo, answer: Answer) {
  const listeners = new Map<number, Promise<Listener>>();
  const connections = new Map<number, { write(bytes: Uint8Array): void }>();
  let count = 0;
  let any = false;

  const accept =
    (server: number): Parameters<GuestIo['listen']>[1] =>
    (connection) => {
      const framing = createFraming();
      const number = ++count;
      let begun = false;
      const begin = (bytes: Uint8Array, ended: boolean) => {
        if (begun) return;
        begun = true;
        connections.set(number, connection);
        const answered = answer(server, number, bytes, ended, '127.0.0.1', 40_000 + (number % 20_000));
        // One that waits for more than it was sent stays open and says nothing, as it would elsewhere.
        if (answered) connection.end();
        connections.delete(number);
      };
      connection.onData((bytes) => {
        const request = begun ? undefined : framing.push(bytes);
        if (request) begin(request, false);
      });
      connection.onEnd(() => framing.rest().length > 0 && begin(framing.rest(), true));
    };
  const unlisten = (server: number) => {
    void listeners.get(server)?.then(
      ({ close }) => close(),
      () => {},
    );
    listeners.delete(server);
  };
  return {
    takeAny: (flag: boolean) => void (any = flag),
    listen(asked: number, server: number) {
      // Python asks for the number at once; the network answers later.
      const wanted = asked || 49_152 + Math.floor(Math.random() * 16_000);
      const taken = io.listen(any ? 0 : wanted, accept(server)).then((listener) => ({ asked: wanted, ...listener }));
      taken.catch(() => {});
      listeners.set(server, taken);
      return wanted;
    },
    unlisten,
    send: (connection: number, bytes: Uint8Array) => connections.get(connection)?.write(bytes),
    async settled() {
      const results = await Promise.allSettled(listeners.values());
      const ports = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      return {
        refused: results.some(({ status }) => status === 'rejected'),
        ports: ports.map(({ asked, port }) => ({ asked, port })),
      };
    },
    close() {
      for (const server of listeners.keys()) unlisten(server);
    },
  };
}

/** Called by whoever started the worker. */
export const start = (control: MessagePort): void => serveGuest(control, boot);
