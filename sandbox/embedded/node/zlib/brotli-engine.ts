import { Buffer } from '../buffer.ts';
import brotli from './brotli.cjs';
import { constants } from './constants.ts';
import type { Engine, Failure } from './engine.ts';

const { BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_FINISH } = constants as Record<string, number>;
type Bytes = Uint8Array<ArrayBuffer>;

/** Gathers what comes in, works on the whole, and gives the result out as fast as it is taken. */
function gathering(work: (parts: Uint8Array, flush: number) => Uint8Array | undefined): Engine {
  let parts: Uint8Array[] = [];
  let ready: Uint8Array = new Uint8Array(0);
  let failure: Failure | undefined;
  return {
    write(flush, input, from, length, output, to, room) {
      if (length > 0) parts.push(input.slice(from, from + length));
      if (ready.length === 0 && !failure) {
        try {
          const all = Buffer.concat(parts);
          const made = work(all, flush);
          if (made) {
            ready = made;
            parts = [];
          }
        } catch (error) {
          failure = error as Failure;
        }
      }
      const part = ready.subarray(0, room);
      output.set(part, to);
      ready = ready.subarray(part.length);
      return { input: 0, output: room - part.length, failure };
    },
    reset() {
      parts = [];
      ready = new Uint8Array(0);
      failure = undefined;
    },
    close() {},
  };
}

/** Bits, lowest first, as Brotli writes them. */
function bits() {
  const bytes: number[] = [];
  let free = 0;
  return {
    put(value: number, count: number) {
      for (let bit = 0; bit < count; bit++, free = (free + 7) % 8) {
        if (free === 0) bytes.push(0);
        if ((value / 2 ** bit) & 1) bytes[bytes.length - 1]! |= 1 << ((8 - free) % 8);
      }
    },
    align: () => void (free = 0),
    take: (): Bytes => Uint8Array.from(bytes),
  };
}

/**
 * What is flushed before the end is stored, not compressed: the library compresses only whole streams. A stream that
 * is never flushed early is compressed as one.
 */
export function createBrotliEncoder(options: { quality: number; lgwin: number; mode: number }): Engine {
  let begun = false;
  let over = false;
  const window = (out: ReturnType<typeof bits>) => {
    if (begun) return;
    begun = true;
    const { lgwin } = options;
    if (lgwin === 16) out.put(0, 1);
    else if (lgwin > 17) out.put(((lgwin - 17) << 1) | 1, 4);
    else out.put(lgwin === 17 ? 1 : ((lgwin - 8) << 4) | 1, 7);
  };
  const stored = (data: Uint8Array): Uint8Array => {
    const blocks: Uint8Array[] = [];
    for (let at = 0; at < data.length; at += 65536) {
      const part = data.subarray(at, at + 65536);
      const out = bits();
      window(out);
      out.put(0, 1);
      out.put(0, 2);
      out.put(part.length - 1, 16);
      out.put(1, 1);
      blocks.push(out.take(), part);
    }
    return Buffer.concat(blocks);
  };
  const engine = gathering((data, flush) => {
    if (over || flush === BROTLI_OPERATION_PROCESS) return undefined;
    if (flush !== BROTLI_OPERATION_FINISH) return stored(data);
    over = true;
    if (begun) return Buffer.concat([stored(data), Uint8Array.of(3)]);
    // One empty last block, as the reference encoder writes it.
    if (data.length === 0) return options.lgwin === 22 ? Uint8Array.of(0x3b) : Uint8Array.of(6);
    return brotli.encoder().brotliEncode(Uint8Array.from(data), options);
  });
  return {
    ...engine,
    reset() {
      begun = over = false;
      engine.reset();
    },
  };
}

const FAULTS: Record<number, [errno: number, name: string]> = {
  [-2]: [-4, 'SIMPLE_HUFFMAN_ALPHABET'], [-3]: [-8, 'CONTEXT_MAP_REPEAT'], [-4]: [-6, 'CL_SPACE'], [-5]: [-15, 'PADDING_2'],
  [-6]: [-2, 'RESERVED'], [-7]: [-5, 'SIMPLE_HUFFMAN_SAME'], [-8]: [-1, 'EXUBERANT_NIBBLE'], [-9]: [-16, 'DISTANCE'],
  [-10]: [-10, 'BLOCK_LENGTH_2'], [-11]: [-13, 'WINDOW_BITS'], [-12]: [-16, 'DISTANCE'],
  [-15]: [-4, 'SIMPLE_HUFFMAN_ALPHABET'], [-18]: [-7, 'HUFFMAN_SPACE'],
}; // prettier-ignore

/** Gives nothing out before the stream has come to its end. */
export function createBrotliDecoder(): Engine {
  let over = false;
  const engine = gathering((data, flush) => {
    if (over || flush === BROTLI_OPERATION_PROCESS) return undefined;
    try {
      const made = brotli.decoder().brotliDecode(Uint8Array.from(data));
      over = true;
      return made;
    } catch (error) {
      const number = Number(/-\d+/.exec(String((error as Error).message))?.[0]);
      if (flush !== BROTLI_OPERATION_FINISH) return undefined;
      if (number !== -16 && FAULTS[number]) throw faulty(...FAULTS[number]);
      throw { message: 'unexpected end of file', errno: -5, code: 'Z_BUF_ERROR' } satisfies Failure;
    }
  });
  return {
    ...engine,
    reset() {
      over = false;
      engine.reset();
    },
  };
}

const faulty = (errno: number, name: string): Failure => ({
  message: 'Decompression failed',
  errno,
  code: `ERR__ERROR_FORMAT_${name}`,
});
