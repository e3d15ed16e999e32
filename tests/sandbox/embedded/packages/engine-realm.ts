import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { MessageChannel } from 'node:worker_threads';
import type { EngineManifest } from '../../../../sandbox/embedded/engine.ts';
import type { FromWorker, ToWorker } from '../../../../sandbox/embedded/protocol.ts';
import { buildEngine } from '../../../../sandbox/embedded/packages/build.ts';
import type { Files } from '../../../../sandbox/types.ts';

/** The names of the web that a `data:` worker has in Chromium, Firefox and WebKit. */
const web =
  'URL URLSearchParams TextEncoder TextDecoder crypto setTimeout clearTimeout setInterval clearInterval queueMicrotask AbortController AbortSignal performance atob btoa structuredClone Event EventTarget MessageEvent DOMException ReadableStream WritableStream TransformStream ByteLengthQueuingStrategy CountQueuingStrategy CompressionStream DecompressionStream TextEncoderStream TextDecoderStream Blob File FormData Headers Request Response navigator MessageChannel MessagePort Crypto CryptoKey SubtleCrypto CustomEvent CloseEvent Performance';

const bytesOf =
  'ArrayBuffer SharedArrayBuffer DataView Uint8Array Uint8ClampedArray Uint16Array Uint32Array Int8Array Int16Array Int32Array Float32Array Float64Array BigInt64Array BigUint64Array'.split(
    ' ',
  );

/**
 * The engine's worker in a context where nothing of Node exists: what runs in a browser, without one. Fast to start,
 * and its faults have stacks. The page's part is played here.
 */
export async function openEngineRealm(packages: string[] = []) {
  const { directory } = await buildEngine();
  const manifest = JSON.parse(readFileSync(path.join(directory, 'manifest.json'), 'utf8')) as EngineManifest;
  const text = (file: string) => readFileSync(path.join(directory, file), 'utf8');
  const bytes = (file: string) => new Uint8Array(readFileSync(path.join(directory, file))).buffer;
  const scope = createScope();
  const start = vm.runInContext(`${text(manifest.core)}`, scope, { filename: '/engine/core.js' }) as (
    port: unknown,
  ) => void;
  const { port1, port2 } = new MessageChannel();
  let listener = (_message: FromWorker) => {};
  const post = (message: ToWorker) => port1.postMessage(message);
  port1.on('message', (message: FromWorker) => {
    if (message.type !== 'need') return listener(message);
    const chunk = manifest.chunks[message.name];
    if (!chunk) return post({ type: 'no-chunk', name: message.name, message: `Cannot find package '${message.name}'` });
    const wasm = chunk.wasm ? { wasm: bytes(manifest.wasm[chunk.wasm]!.file) } : {};
    post({ type: 'chunk', name: message.name, text: text(chunk.file), ...wasm });
  });
  start(port2);
  const until = <T extends FromWorker['type']>(...types: T[]) =>
    new Promise<Extract<FromWorker, { type: T }>>((resolve, reject) => {
      listener = (message) => {
        if (message.type === 'fault') reject(new Error(message.message));
        else if (message.type === 'output') output.push(message.output.text);
        else if (types.includes(message.type as T)) resolve(message as Extract<FromWorker, { type: T }>);
      };
    });
  const output: string[] = [];
  const chunks = Object.fromEntries(
    ['vitest-runner', '#testing'].map((name) => [name, text(manifest.chunks[name]!.file)]),
  );
  const ready = until('ready');
  post({ type: 'boot', chunks, wasm: { oxc: bytes(manifest.wasm['oxc']!.file) }, packages, modules: manifest.modules });
  await ready;
  return {
    output,
    /** Loads the entry as a program; resolves when it has run, with the report if it could not. */
    async start(files: Files, entry: string) {
      const ended = until('started', 'report');
      post({ type: 'start', files, entry });
      const message = await ended;
      return message.type === 'report' ? message.report : undefined;
    },
    close: () => port1.close(),
  };
}

function createScope(): vm.Context {
  const scope = vm.createContext({
    ...Object.fromEntries(web.split(' ').map((name) => [name, Reflect.get(globalThis, name) as unknown])),
    setTimeout: (callback: () => void, delay: number) => Number(setTimeout(callback, delay)),
    clearTimeout: (id: number) => clearTimeout(id),
    setInterval: (callback: () => void, delay: number) => Number(setInterval(callback, delay)),
    clearInterval: (id: number) => clearInterval(id),
  });
  // Bytes that the web's functions return are of Node's classes: a realm has one kind of them.
  for (const name of bytesOf) scope[name] = Reflect.get(globalThis, name) as unknown;
  const events = new EventTarget();
  scope['addEventListener'] = events.addEventListener.bind(events);
  scope['removeEventListener'] = events.removeEventListener.bind(events);
  vm.runInContext('globalThis.self = globalThis', scope);
  forwardFaults(events);
  return scope;
}

/** Errors that nobody caught end up in this process; a worker hears of them by events. */
function forwardFaults(events: EventTarget): void {
  const forward = (type: string, details: object) => {
    const event = Object.assign(new Event(type, { cancelable: true }), details);
    if (events.dispatchEvent(event)) console.error('Nobody handled', details);
  };
  process.on('uncaughtException', (error: Error) => forward('error', { error, message: error?.message }));
  process.on('unhandledRejection', (reason, promise) => forward('unhandledrejection', { reason, promise }));
}
