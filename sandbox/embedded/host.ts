import type { Frame } from './frame.ts';
import { chunksFor } from './packages/registry.ts';
import { BootError, type Engine, type OnSlow } from './engine.ts';
import { createHostHandles, type HostPool } from './host-pool.ts';
import { createInspections } from './inspections.ts';
import { createResponses } from './responses.ts';
import { createSocketHandles } from './socket-handles.ts';
import type { FromWorker, InspectRequest, PlainRequest, ToWorker } from './protocol.ts';
import type { Connection, PlainResponse, SocketEvent } from '../types.ts';

/** One worker: a fresh Node-like realm. It is used for one run and thrown away. */
export interface RealmHandle {
  ready: Promise<void>;
  post(message: ToWorker, transfer?: Transferable[]): void;
  /** Whether the program waits for a package that is still on its way. */
  loading(): boolean;
  /** The listener gets every message after `ready`; `died` when the frame's process is gone, `closed` after `close`. */
  listen(listener: (message: RealmMessage) => void): void;
  /** Sends one request to a server of the program; its body arrives as it is written. */
  request(id: number, request: PlainRequest, signal?: AbortSignal): Promise<PlainResponse>;
  connect(url: string, protocols: string[], listener: (event: SocketEvent) => void): Connection;
  /** Asks about the program's databases; the answer is data that nobody has looked at. */
  inspect(request: InspectRequest): Promise<unknown>;
  /** The program is lost, as if its process had ended. */
  kill(): void;
  close(): void;
}

/** ms until a realm counts as one that does not start. */
const bootLimit = 20_000;

export interface RealmParts {
  engine: Engine;
  frame: Frame;
  /** npm packages to load before it counts as ready. */
  packages: string[];
  /** Where its hosts come from. */
  pool: HostPool;
  /** Whether nothing of the learner's runs in it, so that its hosts may make room for others. */
  idle(): boolean;
  onSlow?: OnSlow | undefined;
}

export type RealmMessage = FromWorker | { type: 'died' | 'closed' };

export function openRealm({ engine, frame, packages, pool, idle, onSlow }: RealmParts): RealmHandle {
  const { port1, port2 } = new MessageChannel();
  const post = (message: ToWorker, transfer: Transferable[] = []) => port1.postMessage(message, transfer);
  const responses = createResponses(post);
  const sockets = createSocketHandles(post);
  const inspections = createInspections(post);
  const hosts = createHostHandles(pool, post, idle);
  const chunks = createChunkPosts(engine, post, onSlow);
  const kinds = [inspections, responses, sockets, hosts, chunks];
  const abort = () => kinds.forEach((kind) => kind.abort?.());
  const boot = createBoot();
  let listener: (message: RealmMessage) => void = () => {};
  let worker: { stop(): void } | undefined;
  let closed = false;

  port1.onmessage = ({ data }) => {
    const message = readMessage(data);
    if (!message) return;
    if (message.type === 'ready') boot.done();
    else if (!kinds.some((kind) => kind.receive(message))) {
      if (message.type === 'fault') boot.fail(message.message);
      listener(message);
    }
  };
  const fault = (message: string) => {
    boot.fail(message);
    listener({ type: 'fault', message });
  };
  const died = () => {
    boot.fail('its process ended');
    abort();
    listener({ type: 'died' });
  };
  const begin = (core: string) => closed || (worker = frame.start(core, port2, { fault, died }));
  startWorker(engine, packages, begin, post).catch((error: Error) => boot.fail(error.message));

  const close = () => {
    closed = true;
    worker?.stop();
    boot.fail('it was closed');
    abort();
    port1.close();
    listener({ type: 'closed' });
  };
  // Whoever awaits `ready` learns of a failure; a spare that nobody awaits must not become an unhandled rejection.
  boot.ready.catch(() => {});
  return {
    ready: boot.ready,
    post,
    loading: () => chunks.loading() || hosts.starting(),
    listen: (next) => void (listener = next),
    request: responses.send,
    connect: sockets.connect,
    inspect: inspections.ask,
    kill: died,
    close,
  };
}

async function startWorker(
  engine: Engine,
  packages: string[],
  begin: (core: string) => unknown,
  post: (message: ToWorker) => void,
) {
  const parts = collectParts(engine, packages);
  parts.catch(() => {});
  begin(await engine.text(engine.manifest.core));
  post({ type: 'boot', ...(await parts) });
}

/** A promise that settles when the worker is ready, when something fails before, or when nothing happens for too long. */
function createBoot() {
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => fail(`it gave no sign within ${bootLimit / 1000} s`), bootLimit);
  const fail = (reason: string) => {
    clearTimeout(timer);
    const sentence = reason.split('\n')[0]!.replace(/\.$/, '');
    reject(new BootError(`The embedded runtime did not start: ${sentence}. Reload the page to try again.`));
  };
  const done = () => {
    clearTimeout(timer);
    resolve();
  };
  return { ready, done, fail };
}

/** What a realm starts with: Vitest, what suites import, and the packages that were asked for. */
async function collectParts(engine: Engine, packages: string[]) {
  const { manifest } = engine;
  const wanted = packages.flatMap((name) => chunksFor(manifest.modules, name, 'import'));
  const names = [...new Set(['vitest-runner', '#testing', ...wanted])];
  const chunks: Record<string, string> = {};
  const wasm: Record<string, ArrayBuffer> = {};
  const needed = ['oxc', ...names.map((name) => manifest.chunks[name]!.wasm).filter((name) => name !== undefined)];
  await Promise.all([
    ...names.map(async (name) => (chunks[name] = await engine.text(manifest.chunks[name]!.file))),
    ...needed.map(async (name) => (wasm[name] = await engine.bytes(manifest.wasm[name]!.file))),
  ]);
  return { chunks, wasm, packages: packages.filter((name) => manifest.modules[name]), modules: manifest.modules };
}

/** The chunks that the program asks for while it runs. */
function createChunkPosts(engine: Engine, post: (message: ToWorker) => void, onSlow?: OnSlow) {
  let loading = 0;
  return {
    loading: () => loading > 0,
    abort: undefined,
    receive(message: FromWorker): boolean {
      if (message.type !== 'need') return false;
      loading += 1;
      void provide(engine, message.name, post, onSlow).finally(() => (loading -= 1));
      return true;
    },
  };
}

async function provide(engine: Engine, name: string, post: (message: ToWorker) => void, onSlow?: OnSlow) {
  const chunk = engine.manifest.chunks[name];
  if (!chunk) return post({ type: 'no-chunk', name, message: `Cannot find package '${name}'` });
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const slow = setTimeout(() => onSlow?.(name.replace(/\.require$/, ''), over), 300);
  try {
    const [text, wasm] = await Promise.all([
      engine.text(chunk.file),
      chunk.wasm ? engine.bytes(engine.manifest.wasm[chunk.wasm]!.file) : undefined,
    ]);
    post({ type: 'chunk', name, text, ...(wasm && { wasm }) });
  } catch (error) {
    post({ type: 'no-chunk', name, message: (error as Error).message });
  } finally {
    clearTimeout(slow);
    end();
  }
}

/** A record, so that none is forgotten. */
const types: Record<FromWorker['type'], true> = {
  ready: true,
  need: true,
  begun: true,
  output: true,
  pong: true,
  exit: true,
  'test-start': true,
  'test-end': true,
  run: true,
  report: true,
  started: true,
  response: true,
  'response-body': true,
  'response-end': true,
  socket: true,
  inspected: true,
  host: true,
  'host-stop': true,
  fault: true,
};

/** Learner code runs beside the sender, so anything may arrive: what is not one of ours is dropped. */
function readMessage(data: unknown): FromWorker | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  return Object.hasOwn(types, String((data as FromWorker).type)) ? (data as FromWorker) : undefined;
}
