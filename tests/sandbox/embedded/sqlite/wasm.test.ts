import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Embedded, Native, sqlite, wasm } from './differential.ts';

const folder = 'sandbox/embedded/sqlite';
const advice = 'sandbox/embedded/sqlite/wasm/build.sh makes it anew';

test('the module is the one that was built', () => {
  const [expected] = readFileSync(`${folder}/wasm/sqlite3.wasm.sha256`, 'utf8').split(' ');
  expect(createHash('sha256').update(wasm).digest('hex'), advice).toBe(expected);
});

test('the module holds the SQLite of the installed better-sqlite3', () => {
  const version = (Database: typeof Native) =>
    new Database(':memory:').prepare('SELECT sqlite_version(), sqlite_source_id()').raw().get();
  expect(version(Embedded), advice).toEqual(version(Native));
  const header = readFileSync('node_modules/better-sqlite3/deps/sqlite3/sqlite3.h', 'utf8');
  expect(header).toContain(`"${sqlite.text(sqlite.c.sqlite3_libversion())}"`);
});

test('it is compiled as better-sqlite3 is, but for the compiler and threads', () => {
  const options = (Database: typeof Native) =>
    new Database(':memory:').prepare('PRAGMA compile_options').pluck().all() as string[];
  const [native, ours] = [options(Native), options(Embedded)];
  const named = (list: string[], other: string[]) =>
    list.filter((option) => !other.includes(option)).map((option) => option.replace(/=.*/, ''));
  expect(named(native, ours)).toEqual(['COMPILER', 'MUTEX_PTHREADS']);
  expect(named(ours, native)).toEqual(['COMPILER', 'MUTEX_NOOP']);
});

test('it asks for memory and the time zone, and exports what the types say', () => {
  const module = new WebAssembly.Module(wasm);
  const imported = WebAssembly.Module.imports(module).map(({ name }) => name);
  expect(imported.sort()).toEqual(['grow_memory', 'local_time', 'memory']);
  const declared = readFileSync(`${folder}/exports.ts`, 'utf8').matchAll(/^ {2}(\w+)[:(]/gm);
  const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
  expect(exported.sort()).toEqual([...declared].map(([, name]) => name).sort());
});
