#!/bin/sh
# Makes sqlite3.wasm from the sources of SQLite that better-sqlite3 ships, with that package's own compile options, so
# that a database behaves in the browser as it does natively. Needed only when better-sqlite3 is updated: the module is
# part of the repository. Debian: apt install clang-19 lld-19 libclang-rt-19-dev-wasm32 wasi-libc
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
package="$root/node_modules/better-sqlite3/deps"
clang=${CLANG:-clang-19}
out=${1:-$here/sqlite3.wasm}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# node:sqlite needs changesets and the shared cache, which better-sqlite3 leaves out, and whoever looks into a program's
# database needs to end a query that takes too long. They change nothing for a program that does not use them;
# `PRAGMA compile_options` lists what better-sqlite3 lists. Nor is this WASI, where SQLite would leave out parts of its
# interface.
options=$(sed -n "s/^ *'\(.*\)',\$/-D\1/p" "$package/defines.gypi" |
  grep -v -e OMIT_SHARED_CACHE -e OMIT_PROGRESS_CALLBACK -e TRACE_SIZE_LIMIT)
sed -e 's/^#if defined(__wasi__)$/#if 0/' -e '/^  "ENABLE_SESSION",$/d' -e '/^  "ENABLE_PREUPDATE_HOOK",$/d' \
  -e '/sqlite3azCompileOpt\[\]/,/^}/s/^#ifdef SQLITE_OMIT_SHARED_CACHE$/#ifndef SQLITE_OMIT_SHARED_CACHE/' \
  -e '/sqlite3azCompileOpt\[\]/,/^}/s/^#ifdef SQLITE_OMIT_PROGRESS_CALLBACK$/#ifndef SQLITE_OMIT_PROGRESS_CALLBACK/' \
  "$package/sqlite3/sqlite3.c" > sqlite3.c
cp "$package/sqlite3/sqlite3.h" "$here/engine.c" .

# What JavaScript calls: exactly the functions that exports.ts declares.
exports=$(sed -n 's/^  \(sqlite3[a-z_0-9]*\)[:(].*/-Wl,--export=\1/p' "$here/../exports.ts")

# Little inlining: the smallest module, as fast as any other once it runs.
flags="--target=wasm32-wasi -O2 -fno-unroll-loops -mllvm -inline-threshold=25 -mbulk-memory -mnontrapping-fptoint -msign-ext"
# shellcheck disable=SC2086
"$clang" $flags -std=gnu99 -w -I. -DSQLITE_OS_OTHER=1 -DSQLITE_MAX_MMAP_SIZE=0x7fff0000 -DHAVE_MALLOC_H=1 \
  $options -DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK -c engine.c -o engine.o
# shellcheck disable=SC2086
"$clang" --target=wasm32-wasi -nostartfiles engine.o -o sqlite3.wasm -Wl,--no-entry -Wl,--strip-all \
  -Wl,--import-memory -Wl,--max-memory=2147483648 -Wl,--stack-first -Wl,-z,stack-size=524288 \
  -Wl,--export-table -Wl,--growable-table $exports

install -m 644 sqlite3.wasm "$out"
(cd "$(dirname "$out")" && sha256sum "$(basename "$out")" > "$(basename "$out").sha256" && cat "$(basename "$out").sha256")
