import type { PlainResponse } from '../../../sandbox/types.ts';
import type { SentRequest } from './copy.ts';
import { createEventReader, type ServerEvent } from './sse.ts';

export interface AnswerHead {
  status: number;
  statusText: string;
  headers: [string, string][];
  /** ms from sending to the head. */
  after: number;
}

export interface Answer {
  phase: 'waiting' | 'streaming' | 'done' | 'failed';
  request: SentRequest;
  head?: AnswerHead;
  /** Bytes of the body so far, of which the first are kept. */
  size: number;
  bytes: Uint8Array;
  text: string;
  events: (ServerEvent & { after: number })[];
  /** ms from sending to the end. */
  total?: number;
  failure?: string | undefined;
}

/** The longest body that is kept, and how many events. */
const limits = { bytes: 1_000_000, events: 500 };

interface Receiving {
  request: SentRequest;
  /** On the clock of `performance`. */
  began: number;
  signal: AbortSignal;
  tell(answer: Answer): void;
}

export const headerOf = (headers: readonly [string, string][], wanted: string): string =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';

/** Reads a body to its end and tells of it in between, at most every 40 ms. */
export async function receive(response: PlainResponse, { request, began, signal, tell }: Receiving): Promise<void> {
  const { status, statusText, headers, body } = response;
  const after = () => performance.now() - began;
  const head = { status, statusText, headers, after: after() };
  const kept = createKept(headers, after);
  const state = (phase: Answer['phase']): Answer => ({ phase, request, head, ...kept.state() });
  tell(state('streaming'));
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', stop);
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      kept.add(part.value);
      timer ??= setTimeout(() => {
        timer = undefined;
        tell(state('streaming'));
      }, 40);
    }
    if (signal.aborted) throw new Error('stopped');
    await kept.end();
    tell({ ...state('done'), total: after() });
  } catch (error) {
    // What came before the fault stays on show.
    tell(state('streaming'));
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function createKept(headers: [string, string][], after: () => number) {
  const type = headerOf(headers, 'content-type');
  const encoding = headerOf(headers, 'content-encoding').toLowerCase();
  const decoder = decoderOf(/charset="?([^\s;"]+)/i.exec(type)?.[1]);
  const events: Answer['events'] = [];
  const eventReader = createEventReader((event) => {
    events.push({ ...event, after: after() });
    if (events.length > limits.events) events.shift();
  });
  const isEvents = /^text\/event-stream/i.test(type);
  let [size, used, text] = [0, 0, ''];
  let bytes = new Uint8Array(4096);
  return {
    add(chunk: Uint8Array) {
      size += chunk.length;
      const piece = chunk.subarray(0, limits.bytes - used);
      if (used + piece.length > bytes.length) {
        const larger = new Uint8Array(Math.min(limits.bytes, (used + piece.length) * 2));
        larger.set(bytes.subarray(0, used));
        bytes = larger;
      }
      bytes.set(piece, used);
      used += piece.length;
      const decoded = encoding && encoding !== 'identity' ? '' : decoder.decode(isEvents ? chunk : piece, { stream: true });
      if (text.length < limits.bytes) text += decoded;
      if (isEvents) eventReader.push(decoded);
    },
    async end() {
      if (encoding && encoding !== 'identity') text = await unpack(bytes.subarray(0, used), encoding, decoder);
      else text += decoder.decode();
    },
    state: () => ({ size, bytes: bytes.subarray(0, used), text, events: [...events] }),
  };
} // prettier-ignore

function decoderOf(label = 'utf-8'): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}

async function unpack(bytes: Uint8Array, encoding: string, decoder: TextDecoder): Promise<string> {
  if (!['gzip', 'deflate'].includes(encoding)) return '';
  try {
    const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
    const unpacked = stream.pipeThrough(new DecompressionStream(encoding as CompressionFormat));
    return decoder.decode(await new Response(unpacked).arrayBuffer());
  } catch {
    return '';
  }
}
