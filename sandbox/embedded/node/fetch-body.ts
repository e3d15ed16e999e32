import type { IncomingMessage } from './http/incoming.ts';

/** Any body that `fetch` takes, as bytes, with the content type that it brings along. */
export async function readBody(source: BodyInit): Promise<{ bytes: Uint8Array; type?: string }> {
  if (typeof source === 'string') {
    return { bytes: new TextEncoder().encode(source), type: 'text/plain;charset=UTF-8' };
  }
  if (Symbol.asyncIterator in source && !(source instanceof ReadableStream)) {
    return { bytes: await joined(source as AsyncIterable<Uint8Array | string>) };
  }
  const response = new Response(source);
  const type = response.headers.get('content-type');
  const bytes = new Uint8Array(await response.arrayBuffer());
  return type ? { bytes, type } : { bytes };
}

async function joined(parts: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const part of parts) chunks.push(typeof part === 'string' ? new TextEncoder().encode(part) : part);
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** A message's body, passed on piece by piece as it arrives. */
export function toWebStream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true;
      incoming.on('data', (chunk: Uint8Array) => {
        controller.enqueue(new Uint8Array(chunk));
        if ((controller.desiredSize ?? 1) <= 0) incoming.pause();
      });
      incoming.on('end', () => {
        if (open) controller.close();
        open = false;
      });
      incoming.on('error', (error: Error) => {
        if (open) controller.error(error);
        open = false;
      });
      incoming.pause();
    },
    pull() {
      incoming.resume();
    },
    cancel() {
      incoming.destroy();
    },
  });
}
