import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Notice } from './notices.ts';

/** A work that is compiled into a binary, and the words in the binary that give it away. */
export interface CompiledWork extends Notice {
  sign: RegExp;
}

interface Binary {
  /** Below the project. */
  file: string;
  /** How the table in THIRD-PARTY.md is introduced. */
  title: string;
  works: CompiledWork[];
  /** Signs of works that are only spoken of in it, each with the reason. */
  spokenOf?: Record<string, string>;
}

const work = (name: string, version: string, licence: string, sign: RegExp): CompiledWork => ({ name, version, licence, sign }); // prettier-ignore

const gnu = 'a licence of the GNU project';

const systems = {
  musl: work('musl', '', 'MIT', /__wasi_syscall_ret|\/proc\/self\/fd\//),
  emscripten: work('Emscripten', '', 'MIT', /emscripten_/),
  compilerRt: work('LLVM’s compiler-rt and libc++abi', '', 'Apache-2.0 WITH LLVM-exception', /private_typeinfo\.cpp/),
};
const emscripten = (version: string) => [
  { ...systems.emscripten, version },
  { ...systems.musl, version: `of Emscripten ${version}` },
  { ...systems.compilerRt, version: `of Emscripten ${version}` },
];

/** Binaries that readers get, with all that was found in them. `checkCompiled` holds the lists to the binaries. */
export const binaries: Binary[] = [
  {
    file: 'node_modules/@electric-sql/pglite/dist/pglite.wasm',
    title: 'PGlite (`pglite.wasm`, `initdb.wasm`, `pglite.data`) is compiled from C',
    works: [
      work('PostgreSQL', '18.6', 'PostgreSQL', /PostgreSQL 18\.6/),
      work('ICU, with its data', '76.1', 'Unicode-3.0', /icu\/76\.1/),
      work('libxml2', 'of PGlite 0.5.14', 'MIT', /libxml2: out of memory/),
      work('libxslt', 'of PGlite 0.5.14', 'MIT', /fake node libxslt/),
      work('zlib', '1.3.2', 'Zlib', /-lz -lm/),
      ...emscripten('6.0.5'),
    ],
  },
  {
    file: 'node_modules/@electric-sql/pglite/dist/pglite.data',
    title: 'Its files hold',
    spokenOf: { [gnu]: 'the licence of ICU tells of scripts that build it, which are not here' },
    works: [
      work('Snowball’s stemmers', 'of PostgreSQL 18.6', 'BSD-3-Clause', /dsnowball_init/),
      work('tz database', 'of PostgreSQL 18.6', 'public domain', /TZif/),
    ],
  },
  {
    file: 'node_modules/pyodide/pyodide.asm.wasm',
    title: 'Pyodide (`pyodide.asm.wasm`, `python_stdlib.zip`) is compiled from C',
    works: [
      work('CPython, with its library', '3.14.2', 'PSF-2.0', /Python Software Foundation/),
      work('HACL*', 'of CPython 3.14.2', 'MIT', /_hacl\/Hacl_/),
      work('libmpdec', '2.5.1', 'BSD-2-Clause', /libmpdec\/mpdecimal\.c/),
      work('expat', '2.7.3', 'MIT', /EXPAT_ENTITY_DEBUG/),
      work('libffi', 'of Pyodide 314.0.7', 'MIT', /ffi_prep_cif/),
      work('SQLite', '3.39.0', 'public domain', /SQLite format 3/),
      work('XZ Utils’ liblzma', '5.2.2', 'public domain', /Call to liblzma failed/),
      work('zlib', '1.3.1', 'Zlib', /deflate 1\.3\.1 Copyright/),
      work('bzip2', '1.0.6', 'bzip2-1.0.6', /1\.0\.6, 6-Sept-2010/),
      work('Zstandard', '1.5.7', 'BSD-3-Clause OR GPL-2.0-only', /An error occurred in the zstd library/),
      ...emscripten('5.0.3'),
    ],
  },
  {
    file: 'sandbox/embedded/sqlite/wasm/sqlite3.wasm',
    title: '`sandbox/embedded/sqlite/wasm/sqlite3.wasm` is compiled from C (`build.sh` beside it says how)',
    works: [
      work('SQLite, as better-sqlite3 ships it', '3.54.1', 'public domain', /3\.54\.1/),
      work('wasi-libc: musl’s functions, and dlmalloc', '0.0~git20220510', 'MIT AND CC0-1.0', /malloc/),
      work('LLVM’s compiler-rt', '19.1.7', 'Apache-2.0 WITH LLVM-exception', /clang-19\.1\.7/),
    ],
  },
  {
    file: 'node_modules/oxc-transform/transform.wasm32-wasip1.wasm',
    title: 'oxc-transform (`transform.wasm32-wasip1.wasm`) is compiled from Rust, with these crates',
    works: [
      work('Rust’s standard library', 'commit 58cf8f9c', 'MIT OR Apache-2.0', /rustc\/58cf8f9c/),
      crate('base64', '0.23.1', 'MIT OR Apache-2.0'),
      crate('compact_str', '0.10.0', 'MIT'),
      crate('hashbrown', '0.17.1', 'MIT OR Apache-2.0'),
      crate('hmac-sha1-compact', '1.1.7', 'ISC'),
      crate('indexmap', '2.14.2', 'Apache-2.0 OR MIT'),
      crate('itoa', '1.0.18', 'MIT OR Apache-2.0'),
      crate('memchr', '2.8.3', 'Unlicense OR MIT'),
      crate('napi', '3.16.1', 'MIT'),
      crate('num-bigint', '0.5.1', 'MIT OR Apache-2.0'),
      crate('oxc_index', '5.0.0', 'MIT'),
      crate('oxc_sourcemap', '9.0.0', 'MIT'),
      crate('phf_shared', '0.14.0', 'MIT'),
      crate('ropey', '1.6.1', 'MIT'),
      crate('smallvec', '1.16.0', 'MIT OR Apache-2.0'),
      crate('smawk', '0.3.3', 'MIT'),
      crate('str_indices', '0.4.4', 'MIT OR Apache-2.0'),
      crate('textwrap', '0.16.2', 'MIT'),
      crate('unicode-linebreak', '0.1.5', 'Apache-2.0'),
      crate('unicode-segmentation', '1.13.3', 'MIT OR Apache-2.0'),
      crate('unicode-width', '0.2.2', 'MIT OR Apache-2.0'),
      crate('wasm-bindgen', '0.2.127', 'MIT OR Apache-2.0'),
    ],
  },
];

function crate(name: string, version: string, licence: string): CompiledWork {
  return work(name, version, licence, new RegExp(`/${name}-${version.replaceAll('.', '\\.')}/`));
}

/** What libraries that somebody may compile in leave in a binary. Those that are not listed for it are told. */
const known: Record<string, RegExp> = {
  OpenSSL: /OpenSSL [0-9]\.[0-9]|OPENSSL_init/,
  libxml2: /xmlParseElementDecl/,
  libxslt: /xsltApplyTemplates|fake node libxslt/,
  zlib: /(?:de|in)flate \d[.\d]+ Copyright/,
  bzip2: /BZ2_bzlibVersion|bzip2\/libbzip2/,
  'XZ Utils’ liblzma': /liblzma failed|lzma_stream_/,
  Zstandard: /zstd library|ZSTD_decompress/,
  LZ4: /LZ4_compress|LZ4F_/,
  SQLite: /SQLite format 3/,
  expat: /EXPAT_ENTITY_DEBUG|EXPAT_ACCOUNTING/,
  libffi: /ffi_prep_cif/,
  libmpdec: /libmpdec\//,
  'HACL*': /Hacl_/,
  ICU: /icudt\d\d|N6icu_\d/,
  'GNU readline': /rl_completion_matches|GNU Readline/i,
  ncurses: /ncurses \d|TERMINFO_DIRS/,
  'Berkeley DB': /Berkeley DB \d|Sleepycat/,
  gdbm: /GDBM version/,
  libuuid: /OSSP uuid|uuid_generate_time/,
  [gnu]: /GNU (?:Lesser )?General Public License/,
};

/**
 * Compares the lists with the binaries.
 *
 * @param root The folder of the project.
 * @returns a sentence for each work that a binary has and its list has not, and for each that is not in it any more
 */
export function checkCompiled(root: string, lists = binaries): string[] {
  return lists.flatMap(({ file, works, spokenOf = {} }) => {
    const text = readFileSync(path.join(root, file), 'latin1');
    const listed = (name: string) => works.some((one) => one.name.split(/[,:]/)[0] === name);
    const gone = works
      .filter(({ sign }) => !sign.test(text))
      .map(({ name, version }) => `${file}: there is no ${name} ${version} in it (any more).`);
    const missing = Object.entries(known)
      .filter(([name, sign]) => sign.test(text) && !listed(name) && !spokenOf[name])
      .map(([name]) => `${file}: it contains ${name}, which has no notice.`);
    const crates = [...text.matchAll(/registry\/src\/[^/]+\/([\w-]+)-(\d+\.\d+\.\d+)\//g)];
    const unlisted = crates
      .filter(([, name, version]) => !works.some((one) => one.name === name && one.version === version))
      .map(([, name, version]) => `${file}: it contains the crate ${name} ${version}, which has no notice.`);
    return [...gone, ...missing, ...new Set(unlisted)];
  });
}
