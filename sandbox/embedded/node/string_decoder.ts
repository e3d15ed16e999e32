import { Buffer } from './buffer.ts';
import { invalidArgType, nodeError } from './errors.ts';

type Bytes = Uint8Array;

/** Decodes chunks without breaking characters that lie across their borders. */
export interface StringDecoder {
  encoding: string;
  write(chunk: string | Bytes): string;
  end(chunk?: string | Bytes): string;
}

interface State {
  decoder: TextDecoder;
  held: Bytes;
}
const states = new WeakMap<object, State>();

/** Bytes that a chunk must be cut to for encodings whose characters take several bytes. */
const UNITS: Record<string, number> = { utf16le: 2, base64: 3, base64url: 3 };

// A function, not a class: iconv-lite calls `StringDecoder.call(this, enc)`.
const Decoder = function StringDecoder(this: StringDecoder, encoding?: string) {
  this.encoding = normalize(encoding);
  states.set(this, { decoder: new TextDecoder('utf-8', { ignoreBOM: true }), held: new Uint8Array(0) });
} as unknown as { new (encoding?: string): StringDecoder; prototype: StringDecoder };

function normalize(encoding: string | undefined): string {
  if (encoding == null || encoding === '') return 'utf8';
  const name = String(encoding).toLowerCase();
  if (!Buffer.isEncoding(name)) throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
  if (name === 'utf-8') return 'utf8';
  if (name === 'binary') return 'latin1';
  return ['ucs2', 'ucs-2', 'utf-16le'].includes(name) ? 'utf16le' : name;
}

const view = (bytes: Bytes) => Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);

function cut(state: State, encoding: string, bytes: Bytes): string {
  const unit = UNITS[encoding];
  if (unit === undefined) return view(bytes).toString(encoding as BufferEncoding);
  const all = Buffer.concat([state.held, bytes]);
  let end = all.length - (all.length % unit);
  // A high surrogate waits for its other half.
  if (encoding === 'utf16le' && end >= 2 && ((all[end - 1] as number) & 0xfc) === 0xd8) end -= 2;
  state.held = all.subarray(end);
  return all.subarray(0, end).toString(encoding as BufferEncoding);
}

Decoder.prototype.write = function (chunk) {
  if (typeof chunk === 'string') return chunk;
  if (!ArrayBuffer.isView(chunk)) throw invalidArgType('buf', ['Buffer', 'TypedArray', 'DataView'], chunk);
  const state = states.get(this) as State;
  if (this.encoding === 'utf8') return state.decoder.decode(chunk as Uint8Array<ArrayBuffer>, { stream: true });
  return cut(state, this.encoding, chunk);
};
Decoder.prototype.end = function (chunk) {
  const text = chunk === undefined ? '' : this.write(chunk);
  const state = states.get(this) as State;
  if (this.encoding === 'utf8') return text + state.decoder.decode();
  const rest = state.held;
  state.held = new Uint8Array(0);
  return text + view(rest).toString(this.encoding as BufferEncoding);
};

// iconv-lite and readable-stream look at these; nothing is ever held where they could see it.
Object.assign(Decoder.prototype, { lastNeed: 0, lastTotal: 0 });

export default { StringDecoder: Decoder };
