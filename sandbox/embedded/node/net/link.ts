import { Buffer } from 'buffer';
import { laterTurn } from './clock.ts';

/** What an end tells its owner. `data` returns false to ask for a pause. */
export interface Reader {
  data(chunk: Buffer): boolean;
  end(): void;
  reset(): void;
}

/** One end of a connection: bytes in order, both ways, with room for a little on the way. */
export interface End {
  /** Hands bytes over. `done` runs when there is room for more, or with a code when the other end is gone. */
  write(chunk: Buffer, done: (code?: 'EPIPE' | 'ECONNRESET') => void): void;
  /** No more bytes from here; the other way stays open. */
  shutdown(): void;
  /** Closes both ways; with `reset`, the other end gets ECONNRESET in place of an end. */
  close(reset?: boolean): void;
  /** Starts delivery, or continues after `pause`. */
  resume(): void;
  pause(): void;
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
  return [createEnd(left, right), createEnd(right, left)];
}

interface Pipe {
  queue: Buffer[];
  bytes: number;
  waiting: ((code?: 'EPIPE') => void)[];
  ended: boolean;
  endSeen: boolean;
  resetSeen: boolean;
  /** Its reader has closed: what is sent is lost. */
  dead: boolean;
  lost: boolean;
  paused: boolean;
  scheduled: boolean;
  reader?: Reader;
}

function createPipe(): Pipe {
  return {
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
  };
}

function createEnd(outgoing: Pipe, incoming: Pipe): End {
  let closed = false;
  return {
    write(chunk, done) {
      if (outgoing.dead) return done(outgoing.lost ? 'EPIPE' : ((outgoing.lost = true), undefined));
      outgoing.queue.push(chunk);
      outgoing.bytes += chunk.length;
      schedule(outgoing);
      if (outgoing.bytes > roomInTransit) outgoing.waiting.push(done);
      else done();
    },
    shutdown() {
      outgoing.ended = true;
      schedule(outgoing);
    },
    close(reset = false) {
      if (closed) return;
      closed = true;
      if (reset) {
        outgoing.queue = [];
        outgoing.resetSeen = true;
      }
      outgoing.ended = true;
      schedule(outgoing);
      incoming.dead = true;
      incoming.queue = [];
      incoming.bytes = 0;
      delete incoming.reader;
      for (const done of incoming.waiting.splice(0)) done();
    },
    resume() {
      incoming.paused = false;
      if (incoming.queue.length || incoming.ended || incoming.resetSeen) schedule(incoming);
    },
    pause() {
      incoming.paused = true;
    },
    attach(reader) {
      incoming.reader = reader;
    },
  };
}

function schedule(pipe: Pipe): void {
  if (pipe.scheduled) return;
  pipe.scheduled = true;
  laterTurn(() => {
    pipe.scheduled = false;
    deliver(pipe);
  });
}

/** One read: a chunk, or the end. More of it comes in a turn of its own, so that no reader holds the loop. */
function deliver(pipe: Pipe): void {
  const { reader } = pipe;
  if (!reader) return;
  if (pipe.resetSeen) {
    delete pipe.reader;
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
  let count = 0;
  let bytes = 0;
  while (count < pipe.queue.length && (!count || bytes + pipe.queue[count]!.length <= longestRead)) {
    bytes += pipe.queue[count]!.length;
    count++;
  }
  const chunks = pipe.queue.splice(0, count);
  pipe.bytes -= bytes;
  return count === 1 ? chunks[0]! : Buffer.concat(chunks, bytes);
}
