/**
 * What exercises may import from npm, besides their own files. Adding one is a line here, the package in package.json
 * and a rebuild. Versions are those of package.json, so that the browser and the terminal run the same code.
 */
export const packages = ['express', 'better-sqlite3', 'vitest'] as const;

/** Node's modules that a program can import; those that a browser cannot have throw when they are used. */
export const builtins = [
  'assert', 'assert/strict', 'async_hooks', 'buffer', 'child_process', 'cluster', 'console', 'constants', 'crypto',
  'dgram', 'diagnostics_channel', 'dns', 'dns/promises', 'events', 'fs', 'fs/promises', 'http', 'http2', 'https',
  'inspector', 'module', 'net', 'os', 'path', 'path/posix', 'path/win32', 'perf_hooks', 'process', 'punycode',
  'querystring', 'readline', 'readline/promises', 'repl', 'stream', 'stream/consumers', 'stream/promises',
  'stream/web', 'string_decoder', 'sys', 'timers', 'timers/promises', 'tls', 'tty', 'url', 'util', 'util/types', 'v8',
  'vm', 'worker_threads', 'zlib',
] as const; // prettier-ignore
