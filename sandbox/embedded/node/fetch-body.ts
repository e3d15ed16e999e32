import type { IncomingMessage } from './http/incoming.ts';

/** A body that is ready to be sent: whole where its length is known, else piece by piece. */
export interface Payload {
  bytes?: Uint8Array;
  parts?: AsyncIterable<unknown>;
  /** The content type that it brings along. */
  type?: string;
}

/** Any body that `fetch` takes. */
export async function extractBody(source: unknown): Promise<Payload> {
  const encoder = new TextEncoder();
  if (source instanceof URLSearchParams) {
    const type = 'application/x-www-form-urlencoded;charset=UTF-8';
    return { bytes: encoder.encode(String(source)), type };
  }
  if (source instanceof FormData) {
    const { boundary, encoded } = encodeForm(source);
    return { bytes: await encoded(), type: `multipart/form-data; boundary=${boundary}` };
  }
  if (source instanceof Blob) {
    const bytes = new Uint8Array(await source.arrayBuffer());
    return source.type ? { bytes, type: source.type } : { bytes };
  }
  if (source instanceof ArrayBuffer) return { bytes: new Uint8Array(source) };
  if (ArrayBuffer.isView(source)) return { bytes: new Uint8Array(source.buffer, source.byteOffset, source.byteLength) };
  const streams = typeof source === 'object' && source !== null && Symbol.asyncIterator in source;
  if (streams) return { parts: source as AsyncIterable<unknown> };
  if (source instanceof ReadableStream) return { parts: iterate(source as ReadableStream<unknown>) };
  return { bytes: encoder.encode(String(source)), type: 'text/plain;charset=UTF-8' };
}

/** For browsers whose streams cannot be read with `for await`. */
async function* iterate(stream: ReadableStream<unknown>): AsyncGenerator<unknown> {
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

/** One piece of a streamed body as bytes; throws what Node throws for anything else. */
export function toBytes(part: unknown): Uint8Array {
  if (part instanceof Uint8Array) return part;
  throw new TypeError(`Received non-Uint8Array chunk`);
}

/**
 * `multipart/form-data`, written by ourselves: WebKit cannot read such a body inside an opaque origin when it holds a
 * file.
 */
export function encodeForm(form: FormData): { boundary: string; encoded(): Promise<Uint8Array> } {
  const boundary = `----formdata-undici-0${String(Math.floor(Math.random() * 1e11)).padStart(11, '0')}`;
  return { boundary, encoded: () => writeForm([...form], boundary) };
}

async function writeForm(entries: [string, FormDataEntryValue][], boundary: string): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const escape = (text: string) => text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
  const lines = (text: string) => text.replace(/\r?\n|\r/g, '\r\n');
  const parts: Uint8Array[] = [];
  for (const [name, value] of entries) {
    const start = `--${boundary}\r\nContent-Disposition: form-data; name="${escape(lines(name))}"`;
    if (typeof value === 'string') {
      parts.push(encoder.encode(`${start}\r\n\r\n${lines(value)}\r\n`));
      continue;
    }
    const about = value.name ? `; filename="${escape(value.name)}"` : '';
    const type = value.type || 'application/octet-stream';
    parts.push(encoder.encode(`${start}${about}\r\nContent-Type: ${type}\r\n\r\n`));
    parts.push(new Uint8Array(await value.arrayBuffer()), encoder.encode('\r\n'));
  }
  parts.push(encoder.encode(`--${boundary}--\r\n`));
  return joined(parts);
}

function joined(parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export interface WebStreamOptions {
  signal?: AbortSignal | undefined;
  /** What readers get for an error of the connection. */
  fault?(error: Error): Error;
}

/** A message's body, passed on piece by piece as it arrives. */
export function toWebStream(
  incoming: IncomingMessage,
  { signal, fault = (error) => error }: WebStreamOptions = {},
): ReadableStream<Uint8Array> {
  let open = true;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const fail = (reason: unknown) => {
        if (open) controller.error(reason);
        open = false;
      };
      const abort = () => {
        fail(signal!.reason);
        incoming.destroy();
      };
      signal?.addEventListener('abort', abort, { once: true });
      incoming.on('data', (chunk: Uint8Array) => {
        if (!open) return;
        controller.enqueue(new Uint8Array(chunk));
        if ((controller.desiredSize ?? 1) <= 0) incoming.pause();
      });
      incoming.on('end', () => {
        if (open) controller.close();
        open = false;
        signal?.removeEventListener('abort', abort);
      });
      incoming.on('error', (error: Error) => fail(fault(error)));
      incoming.pause();
    },
    pull() {
      incoming.resume();
    },
    cancel() {
      open = false;
      incoming.destroy();
    },
  });
}
