import undici from '../bare/undici.cjs';
import { mendWebStreams } from './web-streams.ts';

type Module = Record<string, unknown>;
type Part = keyof typeof undici;

const parts: Record<string, Part> = {
  FormData: 'formdata',
  Headers: 'headers',
  Request: 'request',
  Response: 'response',
  WebSocket: 'websocket',
  CloseEvent: 'events',
  MessageEvent: 'events',
  ErrorEvent: 'events',
};
/** Node has it behind a flag only. */
const hidden = ['EventSource'];

/**
 * `fetch` and the classes around it, as Node has them: undici's own. Its code is evaluated with the first use, and what
 * it takes from the realm stays the realm's, whatever programs replace later.
 */
export function installFetch(target: object): void {
  mendWebStreams(target as { ReadableStream?: typeof ReadableStream });
  // Node's clock takes down what `fetch` did; browsers leave no room for that.
  const { performance } = target as { performance?: object };
  if (performance && !('markResourceTiming' in performance)) {
    Object.defineProperty(performance, 'markResourceTiming', { value() {}, configurable: true, writable: true });
  }
  for (const [name, part] of Object.entries(parts)) {
    if (name === 'MessageEvent' && name in target) continue;
    define(target, name, () => (undici[part]() as Module)[name]);
  }
  for (const name of hidden) if (name in target) Reflect.deleteProperty(target, name);
  Object.defineProperty(target, 'fetch', { value: fetch, writable: true, configurable: true, enumerable: true });
}

function define(target: object, name: string, load: () => unknown): void {
  const set = (value: unknown) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  const get = () => {
    const value = load();
    set(value);
    return value;
  };
  Object.defineProperty(target, name, { get, set, configurable: true, enumerable: false });
}

/** Rejects with TypeError “fetch failed” and the reason as its `cause`, as Node does. */
export function fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const { fetch: send } = undici.fetch() as { fetch: typeof globalThis.fetch };
  return send(input, init).catch((error: unknown) => {
    if (error instanceof Error) Error.captureStackTrace?.(error, fetch);
    throw error;
  });
}
