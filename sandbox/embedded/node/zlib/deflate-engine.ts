import * as deflate from 'pako/lib/zlib/deflate.js';
import * as inflate from 'pako/lib/zlib/inflate.js';
import * as trees from 'pako/lib/zlib/trees.js';
import ZStream from 'pako/lib/zlib/zstream.js';
import { constants } from './constants.ts';
import { DEFLATE, DEFLATERAW, GUNZIP, GZIP, INFLATE, INFLATERAW, UNZIP, type Engine, type Failure, type Left } from './engine.ts'; // prettier-ignore

const { Z_NO_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_OK, Z_STREAM_END, Z_NEED_DICT, Z_DATA_ERROR, Z_BUF_ERROR, Z_FINISH } = constants as Record<string, number>; // prettier-ignore
const DEFLATED = 8;
const NAMES: Record<number, string> = { 2: 'Z_NEED_DICT', [-1]: 'Z_ERRNO', [-2]: 'Z_STREAM_ERROR', [-3]: 'Z_DATA_ERROR', [-4]: 'Z_MEM_ERROR', [-5]: 'Z_BUF_ERROR', [-6]: 'Z_VERSION_ERROR' }; // prettier-ignore

/** good, lazy, nice and chain of the levels: what a change of the level changes in the state. */
const LEVELS = [[0, 0, 0, 0], [4, 4, 8, 4], [4, 5, 16, 8], [4, 6, 32, 32], [4, 4, 16, 16], [8, 16, 32, 32], [8, 16, 128, 128], [8, 32, 128, 256], [32, 128, 258, 1024], [32, 258, 258, 4096]]; // prettier-ignore

export interface DeflateOptions {
  windowBits: number;
  level: number;
  memLevel: number;
  strategy: number;
  dictionary?: Uint8Array | undefined;
}

interface State {
  level: number;
  strategy: number;
  good_match: number;
  max_lazy_match: number;
  nice_match: number;
  max_chain_length: number;
}

/** One stream of compressed data. */
interface Work {
  mode: number;
  stream: ZStream;
  code: number;
  /** How many of a gzip file's first two bytes `unzip` has seen. */
  magic: number;
  dictionaryFailed: boolean;
  /** A flush of stored data whose end has not been written yet. */
  unmarked: boolean;
}

/** zlib's formats, on pako's port of zlib. */
export function createDeflateEngine(mode: number, options: DeflateOptions): Engine {
  let work = open(mode, options);
  return {
    write(flush, input, from, length, output, to, room): Left {
      if (work.dictionaryFailed) return { input: length, output: room, failure: failureOf(work, options, flush) };
      // The first two bytes may come one by one.
      if (work.mode === UNZIP) {
        const kept = work.magic;
        choose(work, options, input, from, length);
        if (work.mode === UNZIP) {
          return { input: 0, output: room, failure: flush === Z_FINISH ? failureOf(work, options, flush) : undefined };
        }
        if (kept === 1) feedMagic(work, output);
      }
      const { stream } = work;
      Object.assign(stream, { input, next_in: from, avail_in: length, output, next_out: to, avail_out: room });
      if (compresses(work.mode)) pack(work, flush);
      else unpack(work, options, flush);
      return { input: stream.avail_in, output: stream.avail_out, failure: failureOf(work, options, flush) };
    },
    reset() {
      work = open(mode, options);
    },
    params(level, strategy) {
      const state = work.stream.state as State;
      const [good, lazy, nice, chain] = LEVELS[level === -1 ? 6 : level]!;
      Object.assign(state, { level: level === -1 ? 6 : level, strategy, good_match: good, max_lazy_match: lazy, nice_match: nice, max_chain_length: chain }); // prettier-ignore
    },
    close() {},
  };
}

const compresses = (mode: number): boolean => mode === DEFLATE || mode === GZIP || mode === DEFLATERAW;

/** The window's size, with zlib's marks for gzip and for no header. */
function windowOf(mode: number, { windowBits }: DeflateOptions): number {
  // pako does not take the window's size out of a gzip header: the largest fits any.
  if (mode === GZIP || mode === GUNZIP) return (windowBits || 15) + 16;
  return mode === DEFLATERAW || mode === INFLATERAW ? -windowBits : windowBits;
}

function open(mode: number, options: DeflateOptions): Work {
  const stream = new ZStream();
  const { level, memLevel, strategy, dictionary } = options;
  const bits = windowOf(mode, options);
  let code = compresses(mode)
    ? deflate.deflateInit2(stream, level, DEFLATED, bits, memLevel, strategy)
    : inflate.inflateInit2(stream, mode === UNZIP ? 15 : bits);
  let dictionaryFailed = false;
  if (code === Z_OK && dictionary) {
    if (mode === DEFLATE || mode === DEFLATERAW) code = deflate.deflateSetDictionary(stream, dictionary);
    else if (mode === INFLATERAW) code = inflate.inflateSetDictionary(stream, dictionary);
    dictionaryFailed = code !== Z_OK;
  }
  return { mode, stream, code, magic: 0, dictionaryFailed, unmarked: false };
}

/** `unzip` reads the first bytes to see which format it has before it. */
function choose(work: Work, options: DeflateOptions, input: Uint8Array, from: number, length: number): void {
  for (let at = 0; at < length && work.mode === UNZIP; at++) {
    if (input[from + at] !== [0x1f, 0x8b][work.magic]) work.mode = INFLATE;
    else if (++work.magic === 2) work.mode = GUNZIP;
  }
  if (work.mode !== UNZIP) inflate.inflateReset2(work.stream, windowOf(work.mode, options));
}

/** The first magic byte was kept back while the second was unknown. */
function feedMagic({ stream }: Work, output: Uint8Array): void {
  const first = Uint8Array.of(0x1f);
  Object.assign(stream, { input: first, next_in: 0, avail_in: 1, output, next_out: 0, avail_out: 0 });
  inflate.inflate(stream, 0);
}

function pack(work: Work, flush: number): void {
  const { stream } = work;
  // A flush that comes after the end has nothing left to do.
  if (work.code === Z_STREAM_END && flush !== Z_FINISH && stream.avail_in === 0) return;
  work.code = deflate.deflate(stream, flush);
  const state = stream.state as State;
  if (state.level !== 0) return;
  // What is stored and not compressed is flushed without the empty block that tells its end.
  if (work.code === Z_OK && (flush === Z_SYNC_FLUSH || flush === Z_FULL_FLUSH)) work.unmarked = true;
  if (!work.unmarked || stream.avail_in > 0 || stream.avail_out === 0) return;
  work.unmarked = false;
  trees._tr_stored_block(state, 0, 0, false);
  work.code = deflate.deflate(stream, Z_NO_FLUSH!);
}

function unpack(work: Work, { dictionary }: DeflateOptions, flush: number): void {
  const { mode, stream } = work;
  let code = inflate.inflate(stream, flush);
  if (mode !== INFLATERAW && code === Z_NEED_DICT && dictionary) {
    code = inflate.inflateSetDictionary(stream, dictionary);
    if (code === Z_OK) code = inflate.inflate(stream, flush);
    else if (code === Z_DATA_ERROR) code = Z_NEED_DICT!;
  }
  // A gzip file may have several members; zeros behind the last are padding.
  while (stream.avail_in > 0 && mode === GUNZIP && code === Z_STREAM_END && stream.input![stream.next_in] !== 0) {
    inflate.inflateReset(stream);
    code = inflate.inflate(stream, flush);
  }
  work.code = code;
}

function failureOf(work: Work, { dictionary }: DeflateOptions, flush: number): Failure | undefined {
  const { stream, code } = work;
  const fail = (message: string): Failure => ({ message: stream.msg || message, errno: code, code: NAMES[code] ?? `${code}` }); // prettier-ignore
  if (work.dictionaryFailed) return fail('Failed to set dictionary');
  if (code === Z_OK || code === Z_BUF_ERROR) {
    if (stream.avail_out === 0 || flush !== Z_FINISH) return undefined;
    work.code = Z_BUF_ERROR!;
    return { message: 'unexpected end of file', errno: work.code, code: NAMES[work.code]! };
  }
  if (code === Z_STREAM_END) return undefined;
  if (code === Z_NEED_DICT) return fail(dictionary ? 'Bad dictionary' : 'Missing dictionary');
  return fail('Zlib error');
}
