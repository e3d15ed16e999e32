import { SQLITE_OK } from '../codes.ts';
import type { SharedEngine } from '../shared.ts';
import type { OpenDatabase } from '../watch.ts';

const MEMORY = 0x86;
const FREE_ON_CLOSE = 1;

/** Databases that a test has closed, open again from their bytes; the last one that was looked at stays open. */
export function openCopies({ sqlite, vfs, watch }: SharedEngine) {
  let last: { id: number; handle: number } | undefined;
  const open = (bytes: Uint8Array): number => {
    const { c, heap, out, withText } = sqlite;
    withText(':memory:', (name) => c.sqlite3_open_v2(name, out, MEMORY, vfs));
    const handle = heap.i32[out >> 2] as number;
    const data = c.sqlite3_malloc(bytes.length);
    heap.u8.set(bytes, data);
    const size = BigInt(bytes.length);
    const load = (main: number) => c.sqlite3_deserialize(handle, main, data, size, size, FREE_ON_CLOSE);
    if (withText('main', load) === SQLITE_OK) return handle;
    c.sqlite3_close_v2(handle);
    throw new Error('This copy could not be read.');
  };
  return {
    find(id: number): OpenDatabase | undefined {
      const copy = watch.closed.get(id);
      if (!copy) return undefined;
      if (last?.id !== id) {
        if (last) sqlite.c.sqlite3_close_v2(last.handle);
        last = undefined;
        last = { id, handle: open(copy.bytes) };
      }
      const { handle } = last;
      const { name, library } = copy;
      return {
        name,
        library,
        memory: true,
        handle: () => handle,
        reading: () => false,
        within: (act) => act(),
        takeThrown: () => null,
      };
    },
  };
}
