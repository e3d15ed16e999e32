declare module 'pako/lib/zlib/zstream.js' {
  export default class ZStream {
    input: Uint8Array | null;
    next_in: number;
    avail_in: number;
    output: Uint8Array | null;
    next_out: number;
    avail_out: number;
    msg: string;
    state: unknown;
  }
}
declare module 'pako/lib/zlib/deflate.js' {
  import type ZStream from 'pako/lib/zlib/zstream.js';
  export function deflateInit2(
    stream: ZStream,
    level: number,
    method: number,
    windowBits: number,
    memLevel: number,
    strategy: number,
  ): number;
  export function deflate(stream: ZStream, flush: number): number;
  export function deflateSetDictionary(stream: ZStream, dictionary: Uint8Array): number;
}
declare module 'pako/lib/zlib/trees.js' {
  export function _tr_stored_block(state: unknown, from: number, length: number, last: boolean): void;
}
declare module 'pako/lib/zlib/inflate.js' {
  import type ZStream from 'pako/lib/zlib/zstream.js';
  export function inflateInit2(stream: ZStream, windowBits: number): number;
  export function inflateReset(stream: ZStream): number;
  export function inflateReset2(stream: ZStream, windowBits: number): number;
  export function inflate(stream: ZStream, flush: number): number;
  export function inflateSetDictionary(stream: ZStream, dictionary: Uint8Array): number;
}
