import zlib from 'browserify-zlib';
import { unavailable } from './errors.ts';
import { promisify } from './util-functions.ts';
import { mendZlib } from './zlib-mend.ts';

const no = (name: string) => () => {
  throw unavailable(`zlib.${name}`);
};
const brotli = ['brotliCompress', 'brotliCompressSync', 'brotliDecompress', 'brotliDecompressSync'].concat(
  ['createBrotliCompress', 'createBrotliDecompress', 'zstdCompress', 'zstdCompressSync', 'zstdDecompress'],
  ['zstdDecompressSync', 'createZstdCompress', 'createZstdDecompress'],
);

let table: Uint32Array | undefined;
function crc32(data: string | Uint8Array, start = 0): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  let crc = ~start;
  for (const byte of typeof data === 'string' ? new TextEncoder().encode(data) : data) {
    crc = (table[(crc ^ byte) & 255] as number) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

const base = { ...(zlib as unknown as Record<string, (...args: any[]) => any>) };
mendZlib(base);
const constants = Object.fromEntries(Object.entries(base).filter(([key]) => /^Z_/.test(key)));
const api: Record<string, unknown> = {
  ...base,
  ...Object.fromEntries(brotli.map((name) => [name, no(name)])),
  constants: { ...constants, BROTLI_OPERATION_FLUSH: 1, BROTLI_PARAM_QUALITY: 1, BROTLI_DEFAULT_QUALITY: 11 },
  crc32,
  codes: { ...(base['codes'] as object) },
};
for (const name of ['BrotliCompress', 'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress']) {
  const work = function () {
    throw unavailable(`zlib.${name}`);
  };
  Object.defineProperty(work, 'name', { value: name });
  api[name] = work;
}
// Kept for old programs, out of sight as in Node.
for (const name of Object.keys(api).filter((key) => /^(Z_|Zlib$)/.test(key))) {
  Object.defineProperty(api, name, { value: api[name], enumerable: false });
}
for (const name of ['deflate', 'inflate', 'gzip', 'gunzip', 'deflateRaw', 'inflateRaw', 'unzip']) {
  const callback = base[name] as (...args: unknown[]) => unknown;
  Object.defineProperty(callback, Symbol.for('nodejs.util.promisify.custom'), {
    value: (...args: unknown[]) => promisify((...all: unknown[]) => callback(...all))(...args),
    configurable: true,
  });
}

export default api;
