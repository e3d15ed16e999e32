/*
** SQLite as one WebAssembly module: the sources that better-sqlite3 ships, with its compile options, and what a browser
** needs around them. Files, clocks and waiting come from JavaScript (../vfs.ts and ../imports.ts); nothing of POSIX is used.
*/
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* How much of a long parameter `sqlite3_expanded_sql` shows: a constant in better-sqlite3, no limit in node:sqlite. */
static int engine_trace_size = 32;
#define SQLITE_TRACE_SIZE_LIMIT engine_trace_size
#include "sqlite3.c"

#define EXPORT(name) __attribute__((export_name(#name), used))
#define IMPORT(name) __attribute__((import_module("env"), import_name(#name)))

/* Memory grows through JavaScript, whose views of it end with every growth. */
IMPORT(grow_memory) int host_grow_memory(unsigned bytes);
IMPORT(local_time) void host_local_time(double seconds, struct tm *out);

extern unsigned char __heap_base;
static uintptr_t heap_end = 0;

/* The C library's allocator takes its memory from here. */
void *sbrk(intptr_t increment){
  if( heap_end==0 ) heap_end = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
  uintptr_t start = heap_end;
  uintptr_t limit = (uintptr_t)__builtin_wasm_memory_size(0) << 16;
  uint64_t end = (uint64_t)start + (uint64_t)increment;
  if( end>0xffff0000u || (end>limit && !host_grow_memory((unsigned)end)) ){
    return (void*)-1;
  }
  heap_end = (uintptr_t)end;
  return (void*)start;
}

/* For the 'localtime' modifier of the date functions: only JavaScript knows the time zone. */
struct tm *localtime(const time_t *seconds){
  static struct tm result;
  host_local_time((double)*seconds, &result);
  return &result;
}

/* Where C keeps its stack: JavaScript puts it back when an exception has cut C off in the middle. */
__asm__(
  ".globaltype __stack_pointer, i32\n"
  ".globl stack_get\n.type stack_get,@function\n.export_name stack_get, stack_get\n"
  "stack_get:\n.functype stack_get () -> (i32)\nglobal.get __stack_pointer\nend_function\n"
  ".globl stack_set\n.type stack_set,@function\n.export_name stack_set, stack_set\n"
  "stack_set:\n.functype stack_set (i32) -> ()\nlocal.get 0\nglobal.set __stack_pointer\nend_function\n"
);

/* Functions with a variable number of arguments cannot be called from JavaScript. */
EXPORT(db_config) int engine_db_config(sqlite3 *db, int option, int value, int *out){
  return sqlite3_db_config(db, option, value, out);
}
EXPORT(vtab_config) int engine_vtab_config(sqlite3 *db, int option, int value){
  return sqlite3_vtab_config(db, option, value);
}

EXPORT(trace_size) void engine_set_trace_size(int bytes){
  engine_trace_size = bytes;
}

/*
** What node:sqlite compiles in and better-sqlite3 does otherwise: the size of the cache, and `synchronous`, which does not
** become NORMAL with WAL. Set before the file is read, as defaults are.
*/
EXPORT(node_defaults) void engine_node_defaults(sqlite3 *db){
  Db *db_main = &db->aDb[0];
  db_main->pSchema->cache_size = -2000;
  sqlite3BtreeSetCacheSize(db_main->pBt, -2000);
  db_main->bSyncSet = 1;
}

/*
** For looking into the database of a program that goes on: the pragmas of the same names would make SQLite compile all
** of the program's statements anew. Both return what was set before.
*/
EXPORT(query_only) int engine_query_only(sqlite3 *db, int on){
  int before = (db->flags & SQLITE_QueryOnly)!=0;
  if( on ) db->flags |= SQLITE_QueryOnly;
  else db->flags &= ~(u64)SQLITE_QueryOnly;
  return before;
}
EXPORT(busy_limit) int engine_busy_limit(sqlite3 *db, int ms){
  int before = db->busyTimeout;
  sqlite3_busy_timeout(db, ms);
  return before;
}

/*
** SQLite insists on a file system at start. This one opens nothing; the real one is registered by JavaScript, as the
** default, once it is known where files live.
*/
static int none_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out){
  file->pMethods = 0;
  return SQLITE_CANTOPEN;
}
static int none_delete(sqlite3_vfs *vfs, const char *name, int sync){ return SQLITE_IOERR_DELETE; }
static int none_access(sqlite3_vfs *vfs, const char *name, int flags, int *out){ *out = 0; return SQLITE_OK; }
static int none_full_path(sqlite3_vfs *vfs, const char *name, int size, char *out){
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}
static int none_randomness(sqlite3_vfs *vfs, int size, char *out){ memset(out, 0, size); return size; }
static int none_sleep(sqlite3_vfs *vfs, int microseconds){ return microseconds; }
static int none_time(sqlite3_vfs *vfs, double *out){ *out = 2440587.5; return SQLITE_OK; }
static int none_error(sqlite3_vfs *vfs, int size, char *out){ return SQLITE_OK; }

static sqlite3_vfs none = {
  1, 64, 512, 0, "none", 0, none_open, none_delete, none_access, none_full_path, 0, 0, 0, 0,
  none_randomness, none_sleep, none_time, none_error
};

int sqlite3_os_init(void){
  /* One thread only: locks inside SQLite would cost time and guard nothing. */
  sqlite3GlobalConfig.bCoreMutex = 0;
  sqlite3GlobalConfig.bFullMutex = 0;
  return sqlite3_vfs_register(&none, 1);
}
int sqlite3_os_end(void){ return SQLITE_OK; }
