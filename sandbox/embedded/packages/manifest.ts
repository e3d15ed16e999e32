interface Package {
  /** Importable parts besides the package itself, as Node's `import` wants them written. */
  subpaths?: string[];
  /** A chunk of its own for what several packages contain; exercises cannot import it. */
  internal?: true;
  /** `require` gets what `import` gets: the copies export the same names, and two would be large. */
  single?: true;
}

/**
 * What exercises may import from npm, besides their own files. Adding one is a line here, the package in package.json
 * and a rebuild. Versions are those of package.json, so that the browser and the terminal run the same code.
 */
export const npm: Record<string, Package> = {
  express: {},
  'better-sqlite3': {},
  vitest: {},
  ajv: { subpaths: ['dist/2019.js', 'dist/2020.js', 'dist/jtd.js', 'dist/standalone/index.js', 'dist/compile/codegen/index.js'] },
  'ajv-formats': {},
  bcryptjs: {},
  'body-parser': {},
  compression: {},
  cookie: {},
  'cookie-parser': {},
  'cookie-session': {},
  cors: {},
  dataloader: {},
  debug: {},
  dotenv: { subpaths: ['config'] },
  'drizzle-orm': {
    subpaths: [
      'better-sqlite3', 'better-sqlite3/migrator', 'sqlite-core', 'node-postgres', 'node-postgres/migrator', 'pg-core',
      'relations', 'sql', 'logger',
    ],
  },
  'express-rate-limit': {},
  'express-session': {},
  'gpt-tokenizer': { single: true },
  graphql: {
    subpaths: [
      'error/index.js', 'execution/index.js', 'language/index.js', 'type/index.js', 'utilities/index.js',
      'validation/index.js',
    ],
  },
  'graphql-yoga': { single: true },
  helmet: {},
  'http-errors': {},
  ioredis: {},
  jose: {
    subpaths: [
      'base64url', 'errors', 'decode/protected_header', 'jwt/decode', 'jwt/sign', 'jwt/verify', 'jwt/encrypt',
      'jwt/decrypt', 'jwks/local', 'jwks/remote', 'jws/compact/sign', 'jws/compact/verify', 'key/import', 'key/export',
      'key/generate/keypair', 'key/generate/secret',
    ],
  },
  jsonwebtoken: {},
  knex: {},
  kysely: {},
  mingo: { subpaths: ['aggregator', 'query', 'updater', 'core', 'util', 'operators/expression'] },
  minisearch: {},
  mongodb: {},
  morgan: {},
  ms: {},
  multer: {},
  nanoid: { subpaths: ['non-secure'] },
  'on-finished': {},
  openai: { subpaths: ['helpers/zod'] },
  '@orama/orama': {},
  pg: {},
  pino: {},
  qs: {},
  redis: {},
  semver: {},
  'serve-static': {},
  supertest: {},
  uuid: {},
  ws: {},
  yaml: { subpaths: ['util'] },
  zod: { subpaths: ['v3', 'v4', 'v4/core', 'v4/mini', 'mini', 'v4-mini'] },
  'iconv-lite': { internal: true },
  'mime-db': { internal: true },
}; // prettier-ignore

/** The names of packages that exercises may import. */
export const packages: readonly string[] = Object.keys(npm).filter((name) => !npm[name]!.internal);

/** Node's modules that a program can import; those that a browser cannot have throw when they are used. */
export const builtins = [
  'assert', 'assert/strict', 'async_hooks', 'buffer', 'child_process', 'cluster', 'console', 'constants', 'crypto',
  'dgram', 'diagnostics_channel', 'dns', 'dns/promises', 'events', 'fs', 'fs/promises', 'http', 'http2', 'https',
  'inspector', 'module', 'net', 'os', 'path', 'path/posix', 'path/win32', 'perf_hooks', 'process', 'punycode',
  'querystring', 'readline', 'readline/promises', 'repl', 'sqlite', 'stream', 'stream/consumers', 'stream/promises',
  'stream/web', 'string_decoder', 'sys', 'timers', 'timers/promises', 'tls', 'tty', 'url', 'util', 'util/types', 'v8',
  'vm', 'worker_threads', 'zlib',
] as const; // prettier-ignore
