import { Buffer } from 'buffer';
import { laterTurn } from './clock.ts';

/** What an end tells its owner. `data` returns false to ask for a pause. */
export interface Reader {
  data(chunk: Buffer): boolean;
  end(): void;
  reset(): void;
}

type Done = (code?: 'EPIPE' | 'ECONNRESET') => void;

/** One end of a connection: bytes in order, both ways, with room for a little on the way. */
export interface End {
  /** Hands bytes over. `done` runs when there is room for more, or with a code when the other end is gone. */
  write(chunk: Buffer, done: Done): void;
  /** No more bytes from here; the other way stays open. */
  shutdown(): void;
  /** Closes both ways; with `reset`, the other end gets ECONNRESET in place of an end. */
  close(reset?: boolean): void;
  /** Starts delivery, or continues after `pause`. */
  resume(): void;
  pause(): void;
  /** What was delivered and not taken. */
  putBack(chunk: Buffer): void;
  attach(reader: Reader): void;
}

/** Bytes that travel while nobody reads, as a kernel's buffers hold them. */
const roomInTransit = 256 * 1024;
/** The most that one read takes, as in libuv: shorter writes that are waiting arrive as one chunk. */
const longestRead = 64 * 1024;

/** Two ends that are connected to each other. */
export function createLink(): [End, End] {
  const left = createPipe();
  const right = createPipe();
  return [new LinkEnd(left, right), new LinkEnd(right, left)];
}

interface Pipe {
  queue: Buffer[];
  bytes: number;
  waiting: Done[];
  ended: boolean;
  endSeen: boolean;
  resetSeen: boolean;
  /** Its reader has closed: what is sent is lost. */
  dead: boolean;
  lost: boolean;
  paused: boolean;
  scheduled: boolean;
  reader: Reader | undefined;
  deliver(): void;
}

function createPipe(): Pipe {
  const pipe: Pipe = {
    queue: [],
    bytes: 0,
    waiting: [],
    ended: false,
    endSeen: false,
    resetSeen: false,
    dead: false,
    lost: false,
    paused: true,
    scheduled: false,
    reader: undefined,
    // Made once: a connection delivers often.
    deliver() {
      pipe.scheduled = false;
      deliver(pipe);
    },
  };
  return pipe;
}

class LinkEnd implements End {
  #outgoing: Pipe;
  #incoming: Pipe;
  #closed = false;

  constructor(outgoing: Pipe, incoming: Pipe) {
    this.#outgoing = outgoing;
    this.#incoming = incoming;
  }
  write(chunk: Buffer, done: Done): void {
    const outgoing = this.#outgoing;
    if (outgoing.dead) return done(outgoing.lost ? 'EPIPE' : ((outgoing.lost = true), undefined));
    outgoing.queue.push(chunk);
    outgoing.bytes += chunk.length;
    schedule(outgoing);
    if (outgoing.bytes > roomInTransit) outgoing.waiting.push(done);
    else done();
  }
  shutdown(): void {
    this.#outgoing.ended = true;
    schedule(this.#outgoing);
  }
  close(reset = false): void {
    if (this.#closed) return;
    this.#closed = true;
    const outgoing = this.#outgoing;
    const incoming = this.#incoming;
    if (reset) {
      outgoing.queue = [];
      outgoing.resetSeen = true;
    }
    outgoing.ended = true;
    schedule(outgoing);
    incoming.dead = true;
    incoming.queue = [];
    incoming.bytes = 0;
    incoming.reader = undefined;
    // What still waits to be taken never will be.
    for (const done of incoming.waiting.splice(0)) laterTurn(() => done('ECONNRESET'));
  }
  resume(): void {
    const incoming = this.#incoming;
    incoming.paused = false;
    if (incoming.queue.length || incoming.ended || incoming.resetSeen) schedule(incoming);
  }
  pause(): void {
    this.#incoming.paused = true;
  }
  putBack(chunk: Buffer): void {
    this.#incoming.queue.unshift(chunk);
    this.#incoming.bytes += chunk.length;
  }
  attach(reader: Reader): void {
    this.#incoming.reader = reader;
  }
}

function schedule(pipe: Pipe): void {
  if (pipe.scheduled) return;
  pipe.scheduled = true;
  laterTurn(pipe.deliver);
}

/** One read: a chunk, or the end. More of it comes in a turn of its own, so that no reader holds the loop. */
function deliver(pipe: Pipe): void {
  const { reader } = pipe;
  if (!reader) return;
  if (pipe.resetSeen) {
    pipe.reader = undefined;
    return reader.reset();
  }
  if (pipe.paused) return;
  if (pipe.queue.length) {
    const chunk = take(pipe);
    if (pipe.bytes <= roomInTransit) for (const done of pipe.waiting.splice(0)) done();
    // What is still to come keeps its place in the queue, before what this chunk brings about.
    if (pipe.queue.length || pipe.ended) schedule(pipe);
    if (!reader.data(chunk)) pipe.paused = true;
  } else if (pipe.ended && !pipe.endSeen) {
    pipe.endSeen = true;
    reader.end();
  }
}

function take(pipe: Pipe): Buffer {
  const first = pipe.queue[0]!;
  if (first.length > longestRead) {
    pipe.queue[0] = first.subarray(longestRead) as Buffer;
    pipe.bytes -= longestRead;
    return first.subarray(0, longestRead) as Buffer;
  }
  let count = 1;
  let bytes = first.length;
  while (count < pipe.queue.length && bytes + pipe.queue[count]!.length <= longestRead) {
    bytes += pipe.queue[count]!.length;
    count++;
  }
  pipe.bytes -= bytes;
  if (count === 1) return pipe.queue.shift()!;
  return Buffer.concat(pipe.queue.splice(0, count), bytes);
}
