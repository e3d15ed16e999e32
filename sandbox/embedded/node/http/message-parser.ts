import type { Buffer } from 'buffer';
import type { Socket } from '../net/socket.ts';
import { IncomingMessage } from './incoming.ts';
import { Parser, type Head, type ParseError, type ParserEvents, type Side } from './parser.ts';

export type { ParseError } from './parser.ts';

/** More headers than this many names and values are not looked at. */
const maxPairs = 2000;

type OnIncoming = (parser: MessageParser, message: IncomingMessage, keepAlive: boolean) => number;

/** Makes messages of what arrives on a socket; Node keeps one as `socket.parser`. */
export class MessageParser implements ParserEvents {
  incoming: IncomingMessage | null = null;
  socket: Socket | null;
  outgoing: unknown = null;
  maxHeaderPairs = maxPairs;
  joinDuplicateHeaders = false;
  /** When the message that is being read began, in ms; 0 between two messages. */
  began = performance.now();
  headersComplete = false;
  readonly #parser: Parser;
  readonly #onIncoming: OnIncoming;
  #Message: typeof IncomingMessage;

  constructor(
    side: Side,
    socket: Socket,
    onIncoming: OnIncoming,
    options: {
      maxHeaderSize?: number | undefined;
      lenient?: boolean | undefined;
      Message?: typeof IncomingMessage;
    } = {},
  ) {
    this.socket = socket;
    this.#Message = options.Message ?? IncomingMessage;
    this.#onIncoming = onIncoming;
    this.#parser = new Parser(side, this);
    if (options.maxHeaderSize) this.#parser.maxHeaderSize = options.maxHeaderSize;
    if (options.lenient) this.#parser.lenient = true;
  }

  /** Whether the bytes after those that `execute` took belong to another protocol. */
  get upgraded(): boolean {
    return this.#parser.upgraded;
  }

  execute(chunk: Buffer): number | ParseError {
    const result = this.#parser.execute(chunk);
    if (typeof result !== 'number') result.rawPacket = chunk;
    return result;
  }

  finish(): ParseError | undefined {
    return this.#parser.finish();
  }

  /** Node's own names for letting go. */
  close(): void {
    this.free();
  }
  remove(): void {}

  /** Lets go of the socket. */
  free(): void {
    this.#parser.stop();
    if (this.socket?.parser === this) this.socket.parser = null;
    this.socket = null;
    this.incoming = null;
  }

  /** What the parser tells: its events. */
  begin(): void {
    this.began = performance.now();
    this.headersComplete = false;
  }

  head(head: Head): number {
    return this.#onIncoming(this, this.#receive(head), head.keepAlive);
  }

  #receive(head: Head): IncomingMessage {
    this.headersComplete = true;
    const message = (this.incoming = new this.#Message(this.socket as Socket));
    message.httpVersionMajor = head.major;
    message.httpVersionMinor = head.minor;
    message.httpVersion = head.major === 1 && head.minor === 1 ? '1.1' : `${head.major}.${head.minor}`;
    message.joinDuplicateHeaders = this.joinDuplicateHeaders;
    message.url = head.url;
    message.upgrade = head.upgrade;
    if (head.method) message.method = head.method;
    else {
      message.statusCode = head.statusCode;
      message.statusMessage = head.statusMessage;
    }
    const { length } = head.rawHeaders;
    const count = this.maxHeaderPairs > 0 ? Math.min(length, this.maxHeaderPairs) : length;
    message._addHeaderLines(head.rawHeaders, count);
    return message;
  }

  body(chunk: Buffer): void {
    const message = this.incoming;
    if (message === null || message._dumped) return;
    if (!message.push(chunk)) this.socket?._end?.pause();
  }

  complete(trailers: string[]): void {
    this.began = 0;
    const message = this.incoming;
    if (message !== null) {
      message.complete = true;
      if (trailers.length) message._addHeaderLines(trailers, trailers.length);
      message.push(null);
    }
    // The next message may come, whatever became of this one's body.
    this.socket?._end?.resume();
  }
}
