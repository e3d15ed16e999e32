import { type Callback, installCallbacks } from './callbacks.ts';
import type { Exports } from './exports.ts';
import { type Heap, createImports, createMemory } from './imports.ts';

/** SQLite, running: its C functions, its memory, and what JavaScript needs to talk to both. */
export interface Sqlite3 {
  readonly c: Exports;
  readonly heap: Heap;
  /** Memory for short-lived arguments; valid until the next call that asks for it. */
  readonly scratch: number;
  /** Sixteen bytes for results that SQLite returns through pointers. */
  readonly out: number;
  /** Makes JavaScript functions callable from C; for good, so do it once for each kind of callback. */
  install<Name extends string>(callbacks: Record<Name, Callback>): Record<Name, number>;
  /** Runs C code that an exception may leave: an endless recursion in JavaScript can end inside SQLite. */
  protect<T>(act: () => T): T;
  /** The text of a zero-terminated UTF-8 string. */
  text(pointer: number): string;
  /** UTF-8 text of a known length. */
  decode(pointer: number, length: number): string;
  /** Copies text into memory of SQLite's own, zero-terminated; whoever calls frees it with `sqlite3_free`. */
  allocate(text: string): number;
  /** Lends a zero-terminated copy of the text for the duration of the call. */
  withText<T>(text: string, use: (pointer: number, bytes: number) => T): T;
}

export const SCRATCH_SIZE = 65536;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
/** Lets C code be cut off by JavaScript's stack limit without losing what it had on its own stack. */
function createProtect(c: Exports): Sqlite3['protect'] {
  return (act) => {
    const stack = c.stack_get();
    try {
      return act();
    } catch (error) {
      c.stack_set(stack);
      throw error;
    }
  };
}

/** Up to this length, reading ASCII in blocks of eight beats the call into TextDecoder. */
const SHORT = 48;
const { fromCharCode } = String;

/**
 * The text if it is ASCII, else null. Most values are short and ASCII, and reading them is the hottest loop: written out,
 * because the bundler keeps the names of functions and every inner function would be given its name at every call.
 */
function decodeAscii(u8: Uint8Array, start: number, end: number): string | null {
  let text = '';
  let i = start;
  for (; i + 8 <= end; i += 8) {
    const a = u8[i]!,
      b = u8[i + 1]!,
      c = u8[i + 2]!,
      d = u8[i + 3]!;
    const e = u8[i + 4]!,
      f = u8[i + 5]!,
      g = u8[i + 6]!,
      h = u8[i + 7]!;
    if ((a | b | c | d | e | f | g | h) > 127) return null;
    text += fromCharCode(a, b, c, d, e, f, g, h);
  }
  for (; i < end; i++) {
    if (u8[i]! > 127) return null;
    text += fromCharCode(u8[i]!);
  }
  return text;
}

function createDecode(heap: Heap): Sqlite3['decode'] {
  return (pointer, length) => {
    const { u8 } = heap;
    const end = pointer + length;
    const ascii = length <= SHORT ? decodeAscii(u8, pointer, end) : null;
    return ascii ?? decoder.decode(u8.subarray(pointer, end));
  };
}

/**
 * Starts SQLite from the bytes of `sqlite3.wasm`, which wasm/build.sh makes. It asks nothing of its surroundings: no URL,
 * no fetch, no worker.
 */
export async function loadSqlite(wasm: Uint8Array): Promise<Sqlite3> {
  const { memory, heap } = createMemory();
  const { instance } = await WebAssembly.instantiate(wasm as Uint8Array<ArrayBuffer>, createImports(memory, heap));
  const c = instance.exports as unknown as Exports;
  const status = c.sqlite3_initialize();
  if (status !== 0) throw new Error(`SQLite could not be started (code ${status})`);
  const decode = createDecode(heap);

  const copy = (text: string): { pointer: number; bytes: number } => {
    const capacity = text.length * 3 + 1;
    const pointer = c.sqlite3_malloc(capacity);
    if (!pointer) throw new Error('Out of memory');
    const { written } = encoder.encodeInto(text, heap.u8.subarray(pointer, pointer + capacity));
    heap.u8[pointer + written] = 0;
    return { pointer, bytes: written };
  };

  return {
    c,
    heap,
    decode,
    allocate: (text) => copy(text).pointer,
    protect: createProtect(c),
    scratch: c.sqlite3_malloc(SCRATCH_SIZE),
    out: c.sqlite3_malloc(16),
    install: (callbacks) => installCallbacks(c.__indirect_function_table, callbacks),
    text: (pointer) => decode(pointer, heap.u8.indexOf(0, pointer) - pointer),
    withText: (text, use) => {
      const { pointer, bytes } = copy(text);
      try {
        return use(pointer, bytes);
      } finally {
        c.sqlite3_free(pointer);
      }
    },
  };
}
