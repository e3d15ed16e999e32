import type { Frame } from './frame.ts';
import { createResponses } from './responses.ts';
import type { FromWorker, PlainRequest, ToWorker } from './protocol.ts';

/** `manifest.json` of the engine's folder: every name → file, with sizes in bytes. */
export interface EngineManifest {
  frame: string;
  core: string;
  chunks: Record<string, { file: string; bytes: number; wasm?: string }>;
  wasm: Record<string, { file: string; bytes: number }>;
  /** npm packages that exercises may import. */
  packages: string[];
}

/** The engine's files, fetched once per page; each realm gets copies. */
export interface Engine {
  manifest: EngineManifest;
  base: URL;
  text(file: string): Promise<string>;
  bytes(file: string): Promise<ArrayBuffer>;
}

export class BootError extends Error {
  override name = 'BootError';
}

/** @param assets URL of the folder that the build step filled. Throws a BootError that names what cannot be fetched. */
export async function loadEngine(assets: string): Promise<Engine> {
  const base = new URL(assets, document.baseURI);
  const cache = new Map<string, Promise<Response>>();
  const get = async (file: string) => {
    let pending = cache.get(file);
    if (!pending) {
      pending = fetchFile(new URL(file, base));
      // A file that failed is asked for again the next time.
      pending.catch(() => cache.delete(file));
      cache.set(file, pending);
    }
    return (await pending).clone();
  };
  const manifest = (await (await fetchFile(new URL('manifest.json', base))).json()) as EngineManifest;
  return {
    manifest,
    base,
    text: async (file) => (await get(file)).text(),
    bytes: async (file) => (await get(file)).arrayBuffer(),
  };
}

async function fetchFile(url: URL): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new BootError(
      `${url.pathname} could not be loaded. Are you offline? Reload the page when the network is back.`,
    );
  }
  if (!response.ok) throw new BootError(`${url.pathname} could not be loaded: the site answered ${response.status}.`);
  return response;
}

/** One worker: a fresh Node-like realm. It is used for one run and thrown away. */
export interface RealmHandle {
  ready: Promise<void>;
  post(message: ToWorker): void;
  /** The listener gets every message after `ready`; `died` when the frame's process is gone. */
  listen(listener: (message: FromWorker | { type: 'died' }) => void): void;
  /** Sends one request to a server of the program; its body arrives as it is written. */
  request(id: number, request: PlainRequest): Promise<Response>;
  close(): void;
}

/** ms until a realm counts as one that does not start. */
const bootLimit = 20_000;

type Listener = (message: FromWorker | { type: 'died' }) => void;

export function openRealm(
  engine: Engine,
  frame: Frame,
  packages: string[],
  onSlow?: (name: string) => void,
): RealmHandle {
  const { port1, port2 } = new MessageChannel();
  const post = (message: ToWorker) => port1.postMessage(message);
  const responses = createResponses(post);
  const boot = createBoot();
  let listener: Listener = () => {};
  let worker: { stop(): void } | undefined;
  let closed = false;

  port1.onmessage = ({ data }) => {
    const message = readMessage(data);
    if (!message) return;
    if (message.type === 'ready') boot.done();
    else if (message.type === 'need') void provide(engine, message.name, post, onSlow);
    else if (!responses.receive(message)) {
      if (message.type === 'fault') boot.fail(message.message);
      listener(message);
    }
  };
  const events = {
    fault(message: string) {
      boot.fail(message);
      listener({ type: 'fault', message });
    },
    died() {
      boot.fail('its process ended');
      responses.abort();
      listener({ type: 'died' });
    },
  };
  const begin = async () => {
    const parts = collectParts(engine, packages);
    parts.catch(() => {});
    const core = await engine.text(engine.manifest.core);
    if (closed) return;
    worker = frame.start(core, port2, events);
    post({ type: 'boot', ...(await parts) });
  };
  begin().catch((error: Error) => boot.fail(error.message));

  const close = () => {
    closed = true;
    worker?.stop();
    boot.fail('it was closed');
    responses.abort();
    port1.close();
  };
  // Whoever awaits `ready` learns of a failure; a spare that nobody awaits must not become an unhandled rejection.
  boot.ready.catch(() => {});
  return { ready: boot.ready, post, listen: (next) => void (listener = next), request: responses.send, close };
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
  const names = ['vitest-runner', '#testing', ...packages].filter((name) => manifest.chunks[name]);
  const chunks: Record<string, string> = {};
  const wasm: Record<string, ArrayBuffer> = {};
  const needed = ['oxc', ...names.map((name) => manifest.chunks[name]!.wasm).filter((name) => name !== undefined)];
  await Promise.all([
    ...names.map(async (name) => (chunks[name] = await engine.text(manifest.chunks[name]!.file))),
    ...needed.map(async (name) => (wasm[name] = await engine.bytes(manifest.wasm[name]!.file))),
  ]);
  return { chunks, wasm, packages: names };
}

async function provide(
  engine: Engine,
  name: string,
  post: (message: ToWorker) => void,
  onSlow?: (name: string) => void,
) {
  const chunk = engine.manifest.chunks[name];
  if (!chunk) return post({ type: 'no-chunk', name, message: `Cannot find package '${name}'` });
  const slow = setTimeout(() => onSlow?.(name), 300);
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
  }
}

const types = new Set<FromWorker['type']>([
  'ready', 'need', 'output', 'test-start', 'run', 'report', 'started', 'response', 'response-body', 'response-end', 'fault',
]); // prettier-ignore

/** Learner code runs beside the sender, so anything may arrive: what is not one of ours is dropped. */
function readMessage(data: unknown): FromWorker | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  return types.has((data as FromWorker).type) ? (data as FromWorker) : undefined;
}
