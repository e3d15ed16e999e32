/** Collects what a client sends until one request is there whole: a handler must never have to wait for the rest. */
export interface Framing {
  /** The request, as soon as its last byte has arrived. */
  push(bytes: Uint8Array): Uint8Array | undefined;
  /** What has arrived so far. */
  rest(): Uint8Array;
}

const headEnd = [13, 10, 13, 10];

export function createFraming(): Framing {
  let held: Uint8Array = new Uint8Array(0);
  /** Where the request ends, once its head says so. */
  let end: number | 'chunked' | undefined;
  return {
    push(bytes) {
      held = join(held, bytes);
      if (end === undefined) {
        const head = indexOf(held, headEnd);
        if (head < 0) return undefined;
        end = endOf(new TextDecoder('latin1').decode(held.subarray(0, head)), head + headEnd.length);
      }
      const whole = end === 'chunked' ? lastChunk(held) : end;
      return whole !== undefined && held.length >= whole ? held.slice(0, whole) : undefined;
    },
    rest: () => held,
  };
}

function endOf(head: string, body: number): number | 'chunked' {
  if (/^transfer-encoding:.*chunked/im.test(head)) return 'chunked';
  const length = /^content-length:\s*(\d+)\s*$/im.exec(head)?.[1];
  return body + Number(length ?? 0);
}

/** Python's handlers get the chunks as they are; all that matters here is where they end. */
function lastChunk(bytes: Uint8Array): number | undefined {
  const found = indexOf(bytes, [13, 10, 48, 13, 10, 13, 10]);
  return found < 0 ? undefined : found + 7;
}

function indexOf(bytes: Uint8Array, wanted: number[]): number {
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}

function join(one: Uint8Array, two: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + two.length);
  both.set(one);
  both.set(two, one.length);
  return both;
}
