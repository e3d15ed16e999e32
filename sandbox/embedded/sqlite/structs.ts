import { SQLITE_OK } from './codes.ts';
import type { Sqlite3 } from './engine.ts';

const MAX_PATH = 512;
const IO_ORDER =
  'xClose xRead xWrite xTruncate xSync xFileSize xLock xUnlock xCheckReservedLock xFileControl xSectorSize ' +
  'xDeviceCharacteristics xShmMap xShmLock xShmBarrier xShmUnmap xFetch xUnfetch';
const VFS_ORDER =
  'xOpen xDelete xAccess xFullPathname xDlOpen xDlError xDlSym xDlClose xRandomness xSleep xCurrentTime xGetLastError ' +
  'xCurrentTimeInt64';

/** Memory for a C struct of 32-bit fields; it lives as long as the engine. */
function createStruct({ c, heap }: Sqlite3, fields: number[]): number {
  const pointer = c.sqlite3_malloc(fields.length * 4);
  heap.i32.set(fields, pointer >> 2);
  return pointer;
}

const pointersOf = (order: string, methods: Record<string, number>) =>
  order.split(' ').map((method) => methods[method] ?? 0);

/** The C struct for the methods of files. From version 2 on there is shared memory, from 3 on mapping. */
export function createIoMethods(sqlite: Sqlite3, methods: Record<string, number>, version: 1 | 3): number {
  return createStruct(sqlite, [version, ...pointersOf(IO_ORDER, methods)]);
}

let count = 0;

/** Registers a VFS and returns its name, as a C string. */
export function createVfs(sqlite: Sqlite3, methods: Record<string, number>, isDefault: boolean): number {
  const name = sqlite.allocate(`engine-room-${count++}`);
  const vfs = createStruct(sqlite, [2, 8, MAX_PATH, 0, name, 0, ...pointersOf(VFS_ORDER, methods), 0, 0, 0]);
  const status = sqlite.c.sqlite3_vfs_register(vfs, isDefault ? 1 : 0);
  if (status !== SQLITE_OK) throw new Error(`SQLite refused the file system (code ${status})`);
  return name;
}
