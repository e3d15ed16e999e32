import { Buffer } from './buffer.ts';
import { codecOf } from './buffer-codecs.ts';
import { invalidArgType, nodeError } from './errors.ts';

type Bytes = Uint8Array;

/** Decodes chunks without breaking characters that lie across their borders. */
export interface StringDecoder {
  encoding: string;
  write(chunk: string | Bytes): string;
  end(chunk?: string | Bytes): string;
  text(chunk: Bytes, offset: number): string;
}

/** The start of a character that is not complete yet. */
interface State {
  bytes: Buffer;
  held: number;
  missing: number;
}
const states = new WeakMap<object, State>();

// A function, not a class: iconv-lite calls `StringDecoder.call(this, enc)`.
const Decoder = function StringDecoder(this: StringDecoder, encoding?: string) {
  const codec = encoding == null || encoding === '' ? codecOf('utf8') : codecOf(encoding);
  if (!codec) throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
  this.encoding = codec.name;
  states.set(this, { bytes: Buffer.alloc(4), held: 0, missing: 0 });
} as unknown as { new (encoding?: string): StringDecoder; prototype: StringDecoder };

const stateOf = (decoder: StringDecoder): State => {
  const state = states.get(decoder);
  if (state) return state;
  throw nodeError(TypeError, 'ERR_INVALID_THIS', 'Value of "this" must be of type StringDecoder');
};

/** How many bytes at the end of the chunk wait for others, and for how many. */
function tail(encoding: string, chunk: Bytes): [held: number, missing: number] {
  const { length } = chunk;
  if (encoding === 'utf8') return utf8Tail(chunk);
  if (encoding === 'utf16le') {
    if (length % 2 === 1) return [1, 1];
    return (chunk[length - 1]! & 0xfc) === 0xd8 ? [2, 2] : [0, 0];
  }
  const rest = length % 3;
  return rest > 0 ? [rest, 3 - rest] : [0, 0];
}

function utf8Tail(chunk: Bytes): [held: number, missing: number] {
  for (let held = 1; held <= Math.min(4, chunk.length); held++) {
    const byte = chunk[chunk.length - held]!;
    if ((byte & 0xc0) === 0x80) continue;
    const size = (byte & 0xe0) === 0xc0 ? 2 : (byte & 0xf0) === 0xe0 ? 3 : (byte & 0xf8) === 0xf0 ? 4 : 0;
    return held >= size ? [0, 0] : [held, size - held];
  }
  // No start of a character at all: for the decoder to replace.
  return [0, 0];
}

/** Completes the held character; gives the rest of the chunk. */
function complete(state: State, encoding: string, chunk: Bytes): Bytes {
  let count = Math.min(state.missing, chunk.length);
  if (encoding === 'utf8') {
    const broken = chunk.subarray(0, count).findIndex((byte) => (byte & 0xc0) !== 0x80);
    if (broken >= 0) {
      count = broken;
      state.missing = count;
    }
  }
  state.bytes.set(chunk.subarray(0, count), state.held);
  state.held += count;
  state.missing -= count;
  return chunk.subarray(count);
}

Decoder.prototype.write = function write(chunk) {
  if (typeof chunk === 'string') return chunk;
  if (!ArrayBuffer.isView(chunk)) throw invalidArgType('buf', ['Buffer', 'TypedArray', 'DataView'], chunk);
  const state = stateOf(this);
  const codec = codecOf(this.encoding)!;
  let rest: Bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (!/^(utf8|utf16le|base64|base64url)$/.test(codec.name)) return codec.slice(rest, 0, rest.length);
  let text = '';
  if (state.missing > 0) {
    rest = complete(state, codec.name, rest);
    if (state.missing === 0) {
      text = codec.slice(state.bytes, 0, state.held);
      state.held = 0;
    }
  }
  if (rest.length === 0) return text;
  [state.held, state.missing] = tail(codec.name, rest);
  const whole = rest.length - state.held;
  state.bytes.set(rest.subarray(whole));
  return text + codec.slice(rest, 0, whole);
};

Decoder.prototype.end = function end(chunk) {
  const text = chunk === undefined ? '' : this.write(chunk);
  const state = stateOf(this);
  const codec = codecOf(this.encoding)!;
  const held = codec.name === 'utf16le' ? state.held - (state.held % 2) : state.held;
  state.held = state.missing = 0;
  return text + codec.slice(state.bytes, 0, held);
};

Decoder.prototype.text = function text(chunk, offset) {
  Object.assign(stateOf(this), { held: 0, missing: 0 });
  return this.write(chunk.slice(offset));
};

// Undocumented, and looked at by old libraries.
const old = (read: (state: State) => unknown) => ({
  get(this: StringDecoder) {
    return read(stateOf(this));
  },
  enumerable: true,
  configurable: true,
});
Object.defineProperties(Decoder.prototype, {
  lastChar: old(({ bytes }) => bytes),
  lastNeed: old(({ missing }) => missing),
  lastTotal: old(({ held, missing }) => held + missing),
});

export default { StringDecoder: Decoder };
