import type { PlainResponse } from '../types.ts';
import type { FromWorker, PlainRequest, ToWorker } from './protocol.ts';

interface Pending {
  resolve(response: PlainResponse): void;
  reject(error: Error): void;
  body?: ReadableStreamDefaultController<Uint8Array>;
}

/** Statuses that a `Response` may not give a body. */
const bodiless = new Set([101, 103, 204, 205, 304]);

/** Page side of requests to the program: matches answers with requests and streams their bodies. */
export function createResponses(post: (message: ToWorker) => void) {
  const pending = new Map<number, Pending>();
  const broken = (reason: string) => new Error(`The program did not answer: ${reason}.`);

  const forget = (id: number, reason: Error) => {
    const one = pending.get(id);
    if (!pending.delete(id)) return;
    one?.reject(reason);
    // A stream that was cancelled has no more use for it.
    try {
      one?.body?.error(reason);
    } catch {}
    post({ type: 'abort', id });
  };

  return {
    send(id: number, request: PlainRequest, signal?: AbortSignal): Promise<PlainResponse> {
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        signal?.addEventListener('abort', () => forget(id, signal.reason as Error));
        post({ type: 'fetch', id, request });
        if (signal?.aborted) forget(id, signal.reason as Error);
      });
    },
    /** True when the message belonged to an answer. */
    receive(message: FromWorker): boolean {
      if (!('id' in message)) return false;
      const one = pending.get(message.id);
      if (!one) return true;
      if (message.type === 'response') {
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => void (one.body = controller),
          cancel: () => forget(message.id, new Error('nobody reads it')),
        });
        one.resolve({ ...readHead(message), body });
      } else if (message.type === 'response-body') one.body?.enqueue(message.chunk);
      else if (message.type === 'response-end') {
        pending.delete(message.id);
        if (message.error === undefined) one.body?.close();
        else {
          one.reject(broken(message.error));
          one.body?.error(broken(message.error));
        }
      }
      return true;
    },
    /** The realm is gone: nothing more will come. */
    abort() {
      for (const one of pending.values()) {
        one.reject(broken('it was ended'));
        one.body?.error(broken('it was ended'));
      }
      pending.clear();
    },
  };
}

/** Learner code runs beside the sender: what should be text is made text. */
function readHead({ status, statusText, headers }: Extract<FromWorker, { type: 'response' }>) {
  const pairs = Array.isArray(headers) ? headers : [];
  return {
    status: Number(status),
    statusText: String(statusText),
    headers: pairs.map(([name, value]): [string, string] => [String(name), String(value)]),
  };
}

/** The answer as `fetch` gives it. */
export function toResponse(head: PlainResponse): Response {
  const status = head.status >= 200 && head.status <= 599 ? head.status : 502;
  const response = new Response(bodiless.has(status) ? null : head.body, { status, statusText: head.statusText });
  // A browser's Response hides Set-Cookie and folds names; a plain Headers keeps what the program sent.
  const headers = new Headers();
  for (const [name, value] of head.headers) headers.append(name, value);
  Object.defineProperty(response, 'headers', { value: headers });
  return response;
}

/** A request as it is sent to a program. */
export async function toPlain(request: Request): Promise<PlainRequest> {
  // Firefox keeps `Request.body` to itself.
  const bytes = /^(?:GET|HEAD)$/.test(request.method) ? undefined : new Uint8Array(await request.arrayBuffer());
  const body = bytes?.length ? bytes : null;
  return { method: request.method, url: request.url, headers: [...request.headers], body };
}
