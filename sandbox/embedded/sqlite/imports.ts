/** What the SQLite module asks of its host, besides its files (vfs.ts): memory, and the time zone. */

const PAGE = 65536;
const MAX_PAGES = 32768;
const INITIAL_PAGES = 128;

/** Captured at load: a learner's fake timers must not reach SQLite's own time. */
const RealDate = Date;

/** Views of the module's memory. They are replaced when the memory grows: read them anew after every call into it. */
export interface Heap {
  u8: Uint8Array;
  u16: Uint16Array;
  i32: Int32Array;
  f64: Float64Array;
  i64: BigInt64Array;
}

export function createMemory(): { memory: WebAssembly.Memory; heap: Heap } {
  const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: MAX_PAGES });
  return { memory, heap: viewsOf(memory) };
}

function viewsOf({ buffer }: WebAssembly.Memory): Heap {
  return {
    u8: new Uint8Array(buffer),
    u16: new Uint16Array(buffer),
    i32: new Int32Array(buffer),
    f64: new Float64Array(buffer),
    i64: new BigInt64Array(buffer),
  };
}

function grow(memory: WebAssembly.Memory, heap: Heap, requested: number): number {
  const size = requested >>> 0;
  const current = memory.buffer.byteLength;
  if (size > MAX_PAGES * PAGE) return 0;
  // One fifth more than asked for, so that a growing database does not replace the views at every allocation.
  const generous = Math.min(MAX_PAGES * PAGE, Math.max(size, current * 1.2));
  for (const target of [generous, size]) {
    try {
      memory.grow(Math.ceil((target - current) / PAGE));
      Object.assign(heap, viewsOf(memory));
      return 1;
    } catch {
      // The generous size may be refused where the exact one is not.
    }
  }
  return 0;
}

/** Fills C's `struct tm`, for the `localtime` modifier of SQL's date functions. */
function localTime(heap: Heap, seconds: number, tm: number): void {
  const date = new RealDate(seconds * 1000);
  const year = date.getFullYear();
  const january = new RealDate(year, 0, 1).getTimezoneOffset();
  const july = new RealDate(year, 6, 1).getTimezoneOffset();
  const offset = date.getTimezoneOffset();
  const midnight = RealDate.UTC(year, date.getMonth(), date.getDate());
  const fields = [date.getSeconds(), date.getMinutes(), date.getHours(), date.getDate(), date.getMonth(), year - 1900];
  fields.push(date.getDay(), (midnight - RealDate.UTC(year, 0, 1)) / 86_400_000);
  fields.push(january !== july && offset === Math.min(january, july) ? 1 : 0, -offset * 60);
  heap.i32.set(fields, tm >> 2);
}

/** The import object for `WebAssembly.instantiate`: all that the module asks for. */
export function createImports(memory: WebAssembly.Memory, heap: Heap): WebAssembly.Imports {
  return {
    env: {
      memory,
      grow_memory: (size: number) => grow(memory, heap, size),
      local_time: (seconds: number, tm: number) => localTime(heap, seconds, tm),
    },
  };
}
