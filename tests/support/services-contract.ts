import { createProgramHost } from '../../sandbox/session/program-host.ts';
import {
  createServicesHost,
  type ServicesHost,
  type ServicesHostOptions,
} from '../../sandbox/session/services-host.ts';
import type { TextFiles } from '../../sandbox/session/work.ts';
import type { ByteStream } from '../../sandbox/shell/types.ts';
import type { ScriptOutcome } from '../../sandbox/services/postgres/answers.ts';
import type { Runtime } from '../../sandbox/types.ts';

export interface ServicesPlace extends Pick<ServicesHostOptions, 'usualPorts'> {
  createRuntime(options: { timeLimit: number; idle?(): boolean }): Promise<Runtime>;
  /** A client's connection from outside of the programs' network. */
  connect(databases: ServicesHost, port: number, files: TextFiles): Promise<ByteStream>;
}

/**
 * What the databases beside a learner's server promise in every runtime. Each case returns plain data, so that the same
 * code runs in Node and inside of a page; tests/sandbox/services/beside/contract.browser.test.ts says what must come out.
 */
export type ServicesCase = (place: ServicesPlace) => Promise<unknown>;

/** A server that counts its visits in all three, with a schema. */
const visits = {
  'schema.sql': 'CREATE TABLE visits (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, path text, paid boolean);\n',
  'server.ts': `
    import http from 'node:http';
    import { MongoClient } from 'mongodb';
    import pg from 'pg';
    import { createClient } from 'redis';
    const { DATABASE_URL, REDIS_URL, MONGODB_URL, PORT = '3000' } = process.env;
    const pool = new pg.Pool({ connectionString: DATABASE_URL });
    pool.on('error', () => {});
    const cache = createClient({ url: REDIS_URL! });
    cache.on('error', () => {});
    await cache.connect();
    const mongo = await new MongoClient(MONGODB_URL!).connect();
    async function visit(path: string) {
      await pool.query('INSERT INTO visits (path) VALUES ($1)', [path]);
      const { rows } = await pool.query('SELECT count(*)::int AS n FROM visits');
      const counted = await cache.incr('visits');
      const seen = mongo.db('shop').collection('visits');
      await seen.insertOne({ path, items: [{ sku: 'pen' }] });
      return [rows[0].n, counted, await seen.countDocuments()];
    }
    http
      .createServer((request, response) => {
        visit(request.url!).then(
          (counts) => response.end(JSON.stringify(counts)),
          (error) => response.writeHead(500).end(String(error)),
        );
      })
      .listen(Number(PORT));`,
  'count.ts': `
    import pg from 'pg';
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    console.log((await client.query('SELECT path FROM visits')).rows.map(({ path }) => path).join());
    await client.end();`,
};

function setUp({ createRuntime, usualPorts }: ServicesPlace, names: ServicesHostOptions['names']) {
  const idle = () => !/starting|running/.test(program.state.phase);
  const databases = createServicesHost({ names, usualPorts, createRuntime: () => createRuntime({ timeLimit: 600, idle }) });
  const openProgram = () => createProgramHost({ createRuntime: () => createRuntime({ timeLimit: 30 }), services: databases });
  const program = openProgram();
  const visit = async (path: string): Promise<unknown> => {
    const response = await program.fetch(new Request(`http://localhost:3000${path}`));
    return response.ok ? response.json() : response.text();
  };
  return { databases, program, openProgram, visit };
} // prettier-ignore

const words = (error: unknown) => (error as Error).message;

/** A table as its panel shows it. */
const texts = ({ columns, rows, more }: { columns: string[]; rows: { text: string }[][]; more: boolean }) => ({
  columns,
  rows: rows.map((row) => row.map(({ text }) => text)),
  more,
});

export const servicesCases: Record<string, ServicesCase> = {
  async 'a server finds its databases, which outlive it and are shared with a second program'(place) {
    const { program, openProgram, visit } = setUp(place, ['postgres', 'redis', 'mongodb']);
    const { phase, message = '' } = await program.start('server.ts', visits);
    const first = [await visit('/a'), await visit('/b')];
    const second = openProgram();
    let printed = '';
    second.onOutput(({ text }) => (printed += text));
    const over = new Promise<void>((resolve) => second.subscribe((state) => state.phase === 'ended' && resolve()));
    await second.start('count.ts', visits);
    await over;
    await program.start('server.ts', visits);
    return { phase, message, first, printed, again: await visit('/c') };
  },

  async 'started clean, they are empty, and the running server finds them again'(place) {
    const { databases, program, visit } = setUp(place, ['postgres', 'redis', 'mongodb']);
    await program.start('server.ts', visits);
    const before = [await visit('/a'), await visit('/b')];
    await databases.restart();
    return { before, after: await visit('/c'), phase: program.state.phase };
  },

  async 'a fault of schema.sql has its line and the words of PostgreSQL'(place) {
    const { program } = setUp(place, ['postgres']);
    const schema = '-- Seats\nCREATE TABLE seats (id int);\nINSERT INTO seats\n  VALUES (1), (nobody);\n';
    const wrong = await program.start('count.ts', { ...visits, 'schema.sql': schema });
    const right = await program.start('count.ts', visits);
    return [wrong.phase, wrong.message, right.phase];
  },

  async 'a schema.sql without end is ended, and the next one finds a PostgreSQL'(place) {
    const { databases, program } = setUp(place, ['postgres']);
    const schema = `CREATE TABLE seats (id int);

INSERT INTO seats
  WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT 1 FROM more) SELECT count(*) FROM more;\n`;
    const wrong = await program.start('count.ts', { ...visits, 'schema.sql': schema });
    const { phase } = databases.state;
    const right = await program.start('count.ts', visits);
    return [wrong.phase, wrong.message, phase, right.phase];
  },

  async 'they are looked into in the order in which they are declared'(place) {
    const { databases, program, visit } = setUp(place, ['mongodb', 'postgres', 'redis']);
    await program.start('server.ts', visits);
    for (const path of ['/a', '/b', '/c']) await visit(path);
    const look = databases.databases;
    const list = await look.list();
    const tables = await Promise.all(list.map(({ id }) => look.schema(id)));
    const page = { offset: 1, limit: 1, orderBy: 'id', descending: true };
    const [documents] = (await look.rows(-1, tables[0]![0]!, { offset: 0, limit: 1 })).rows;
    const log = await look.statements(-2);
    return {
      list: list.map(({ name, library }) => [name, library]),
      tables: tables.map((all) => all.map(({ schema, name, rows }) => [schema, name, rows])),
      columns: tables[1]![0]!.columns.map(({ name, type, key, notNull }) => [name, type, key, notNull]),
      rows: texts(await look.rows(-2, tables[1]![0]!, page)),
      document: documents![1]!.text,
      keys: texts(await look.rows(-3, tables[2]![0]!, { offset: 0, limit: 10 })),
      statements: log.statements.map(({ sql, tallies }) => [sql, tallies[0]!.count, tallies[0]!.returned, tallies[0]!.changed]),
    };
  }, // prettier-ignore

  async 'their boxes answer, and change nothing unless that is allowed'(place) {
    const { databases, program, visit } = setUp(place, ['postgres', 'redis', 'mongodb']);
    await program.start('server.ts', visits);
    await visit('/a');
    const look = databases.databases;
    const ask = async (id: number, text: string, allowChanges = false) => {
      const { results, changes } = await look.query(id, text, { allowChanges });
      return [...results.map((result) => texts(result).rows), changes];
    };
    return {
      sql: await ask(-1, 'SELECT path, paid FROM visits; SELECT 7 AS n'),
      refused: await ask(-1, 'DELETE FROM visits').catch(words),
      escape: await ask(-1, 'COMMIT; DELETE FROM visits').catch(words),
      fault: await ask(-1, 'SELECT path,\n  prize FROM visits').catch(words),
      changed: await ask(-1, 'UPDATE visits SET paid = true', true),
      plan: (await look.plan(-1, 'SELECT * FROM visits')).map(({ depth, detail }) => [depth, detail.replace(/ {2}.*/, '')]),
      redisRefused: await ask(-2, 'SET a 1').catch(words),
      redis: await ask(-2, 'SET a 1\nRPUSH l x y\nLRANGE l 0 -1\nGET l', true),
      filter: await ask(-3, "visits { path: '/a', 'items.sku': { $in: ['pen'] } }").then(([rows]) => (rows as string[][]).length),
      none: await ask(-3, 'visits { path: "/b" }'),
      unknown: await ask(-3, 'carts {}').catch(words),
    };
  }, // prettier-ignore

  async 'a statement without end is ended with its database, which begins again'(place) {
    const { databases, program } = setUp(place, ['postgres']);
    await program.start('count.ts', visits);
    const look = databases.databases;
    await look.query(-1, "INSERT INTO visits (path) VALUES ('/kept')", { allowChanges: true });
    const endless = look
      .query(-1, 'WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT count(*) FROM more')
      .then(() => 'answered', () => 'ended'); // prettier-ignore
    const busy = await look.schema(-1).catch(words);
    await databases.restart();
    return [await endless, busy, (await look.schema(-1)).map(({ name, rows }) => [name, rows])];
  },

  async 'psql and redis-cli ask the same databases'(place) {
    const { databases } = setUp(place, ['postgres', 'redis']);
    const script = async (sql: string) =>
      ((await databases.ask('postgres', 'script', { sql }, visits)) as ScriptOutcome).results;
    const paths = async () => (await script('SELECT path FROM visits'))[0]!.rows;
    await script("INSERT INTO visits (path) VALUES ('/psql')");
    // psql has gone without the end of its transaction.
    await script('BEGIN; DELETE FROM visits');
    const open = await paths();
    const until = Date.now() + 10_000;
    while (!(await paths()).length && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 400));
    const { env } = await databases.join(await place.createRuntime({ timeLimit: 30 }), visits);
    const redis = async (lines: string[], answer: string) => {
      const stream = await place.connect(databases, Number(new URL(env['REDIS_URL']!).port), visits);
      stream.write(new TextEncoder().encode(`${lines.join('\r\n')}\r\n`));
      let said = '';
      while (said.length < answer.length) said += new TextDecoder().decode(await stream.read());
      stream.close();
      return said;
    };
    // Who waited for a job and has gone takes none.
    const waiting = await redis(['SELECT 2', 'BLPOP jobs 0'], '+OK..');
    const pushed = await redis(['SELECT 2', 'RPUSH jobs a b', 'LLEN jobs'], '+OK..:2..:2..');
    const look = databases.databases;
    return [open, await paths(), waiting, pushed, (await look.schema(-2)).map(({ name, rows }) => [name, rows])];
  }, // prettier-ignore

  async 'a server without them is told nothing of them'(place) {
    const { program } = setUp(place, ['redis']);
    let printed = '';
    program.onOutput(({ text }) => (printed += text));
    const over = new Promise<void>((resolve) => program.subscribe((state) => state.phase === 'ended' && resolve()));
    await program.start('main.ts', {
      'main.ts': 'const { DATABASE_URL, REDIS_URL } = process.env;\nconsole.log(DATABASE_URL, REDIS_URL?.slice(0, 8));',
    });
    await over;
    return printed;
  },
};
