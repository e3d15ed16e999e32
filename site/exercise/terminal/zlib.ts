/** What just-bash asks of `node:zlib`, for `gzip`, `gunzip` and `zcat` in a browser. */
import pako from 'pako';

export const constants = { Z_BEST_COMPRESSION: 9, Z_BEST_SPEED: 1, Z_DEFAULT_COMPRESSION: -1 };
export const gunzipSync = (bytes: Uint8Array): Uint8Array => pako.ungzip(bytes);
export const gzipSync = (bytes: Uint8Array, options: { level?: number } = {}): Uint8Array =>
  pako.gzip(bytes, { level: options.level ?? -1 });
