/** What `import` of a package gives in Node, and what it says when a name is not there. */
const packages = [
  'express',
  'ajv',
  'ajv-formats',
  'bcryptjs',
  'body-parser',
  'compression',
  'cookie',
  'cookie-parser',
  'cookie-session',
  'cors',
  'dataloader',
  'debug',
  'dotenv',
  'drizzle-orm',
  'express-rate-limit',
  'express-session',
  'graphql',
  'helmet',
  'http-errors',
  'jose',
  'jsonwebtoken',
  'knex',
  'kysely',
  'mingo',
  'morgan',
  'ms',
  'multer',
  'nanoid',
  'on-finished',
  'pg',
  'pino',
  'qs',
  'semver',
  'serve-static',
  'supertest',
  'uuid',
  'ws',
  'yaml',
  'zod',
  'better-sqlite3',
];

export default [
  [
    'imports: the names of every package',
    async ({ log }) => {
      for (const name of packages)
        log(
          name,
          Object.keys(await import(name))
            .sort()
            .join(' '),
        );
    },
  ],
  [
    'imports: names that are not there',
    async ({ log }) => {
      for (const file of ['commonjs', 'renamed', 'lines', 'module', 'reexport', 'no-default', 'present']) {
        await import(`./wrong-imports/${file}.js`).then(
          ({ default: value }) => log(file, value),
          (error) => log(file, error.name, error.message),
        );
      }
    },
  ],
];
