import pg, { Client, DatabaseError } from 'pg';
import { createPostgres, table } from './postgres-server.js';
import { serve } from './support.js';

export default [
  [
    'pg: a client, types, parameters, errors',
    async ({ log, rejects }) => {
      const { port, close } = await serve(createPostgres(table));
      const client = new Client({ host: '127.0.0.1', port, user: 'u', database: 'd' });
      await client.connect();
      const result = await client.query('select * from users');
      log(
        result.rowCount,
        result.command,
        result.fields.map(({ name, dataTypeID }) => [name, dataTypeID]),
        result.rows,
      );
      log((await client.query({ text: 'select $1', values: ['Zoë'], rowMode: 'array' })).rows[0]);
      log((await client.query('insert into users values ($1)', ['bob'])).rows, client.processID);
      await rejects(client.query('broken'));
      await client.query('broken').catch((error) => log(error instanceof DatabaseError, error.code, error.severity));
      await client.end();
      await rejects(client.query('select 1'));
      await close();
    },
  ],
  [
    'pg: a pool',
    async ({ log, rejects }) => {
      const { port, close } = await serve(createPostgres(table));
      const pool = new pg.Pool({
        connectionString: `postgres://u:p@127.0.0.1:${port}/d`,
        max: 2,
        idleTimeoutMillis: 1000,
      });
      const answers = await Promise.all([1, 2, 3].map((n) => pool.query('select $1', [String(n)])));
      log(
        answers.map(({ rows }) => rows[0].name),
        pool.totalCount,
        pool.idleCount,
        pool.waitingCount,
      );
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('COMMIT');
      client.release();
      await pool.end();
      await rejects(pool.query('select 1'));
      await close();
    },
  ],
  [
    'pg: passwords, nobody there, parsers',
    async ({ log }) => {
      const { port, close } = await serve(createPostgres(table, { password: 'right' }));
      const connect = (password) => {
        const client = new Client({ host: '127.0.0.1', port, user: 'u', password });
        client.on('error', () => {});
        return client
          .connect()
          .then(() => client.end())
          .then(() => 'in');
      };
      log(await connect('right'));
      await connect('wrong').catch((error) => log(error.code, error.message));
      await close();
      await new Client({ host: '127.0.0.1', port, user: 'u' })
        .connect()
        .catch((error) => log(error.code, error.syscall));
      log(
        pg.escapeLiteral("it's \\"),
        pg.escapeIdentifier('a"b'),
        pg.types.getTypeParser(1700)('1.50'),
        pg.types.getTypeParser(1007)('{1,2,NULL}'),
      );
    },
  ],
];
