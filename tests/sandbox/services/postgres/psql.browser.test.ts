import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHost, type Host } from '../../../../sandbox/hosts/open.ts';
import type { ScriptOutcome } from '../../../../sandbox/services/postgres/answers.ts';
import { runPsql, type PsqlOptions } from '../../../../sandbox/services/postgres/psql.ts';
import { startPostgres, type OwnPostgres } from '../../../../scripts/bench/own-postgres.ts';

const setup = `
CREATE TABLE events (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, price numeric(8,2) DEFAULT 0);
CREATE TABLE tickets (
  id integer PRIMARY KEY, event_id integer NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  seat varchar(4), sold boolean DEFAULT false, CHECK (seat <> '')
);
CREATE INDEX tickets_by_event ON tickets (event_id, seat);
CREATE VIEW sold AS SELECT * FROM tickets WHERE sold;
INSERT INTO events (name, price) VALUES ('Opera', 40), ('Löwen & Bären', 12.5);
INSERT INTO tickets VALUES (1, 1, 'A1', true), (2, 1, NULL, false);`;

/** What learners of SQL type, each as a script of its own. */
const scripts: Record<string, string> = {
  'a result with numbers, texts and NULL': 'SELECT * FROM tickets ORDER BY id;',
  'words that are wider than they are long': 'SELECT name, price FROM events ORDER BY id;',
  'no rows': "SELECT id, seat FROM tickets WHERE seat = 'Z9';",
  'one row of one column': 'SELECT count(*) FROM tickets;',
  'several lines in a cell': "SELECT E'one\\ntwo' AS lines, 1 AS n;",
  'several statements': 'SELECT 1 AS a; SELECT 2 AS b;\nUPDATE tickets SET sold = sold;',
  tags: 'BEGIN; INSERT INTO events (name) VALUES ($$x$$) RETURNING name; ROLLBACK;',
  'an error in the middle of a line': 'SELECT id\nFROM tickets\nWHERE seet = 1;',
  'an error with a detail': "INSERT INTO tickets VALUES (1, 1, 'B1', false);",
  'a syntax error': 'SELEC 1;',
  'goes on after an error': 'SELECT nothing;\nSELECT 1 AS still;',
  'a table': '\\d tickets',
  'a table that others refer to': '\\d events',
  'a view': '\\d sold',
  'a table that is not there': '\\d nothing',
  'all relations': '\\d',
  tables: '\\dt',
  indexes: '\\di',
  expanded: '\\x\nSELECT * FROM events ORDER BY id;\nSELECT * FROM events WHERE false;',
  'comments and strings with semicolons': '-- one; two\nSELECT \';\' AS "a;b" /* ; */;',
  'echo and quit': '\\echo hello   there\n\\q\nSELECT 1;',
  'a notice': "DO $$ BEGIN RAISE NOTICE 'said'; END $$;",
  'a command that is not there': '\\nothing',
  'an explained plan': 'EXPLAIN (COSTS OFF) SELECT * FROM tickets WHERE id = 1;',
};

const settings: PsqlOptions = {
  commands: [],
  tuples: false,
  unaligned: false,
  quiet: false,
  expanded: false,
  stops: false,
};

describe('psql prints what the real one prints', () => {
  let own: OwnPostgres | undefined;
  let host: Host;
  beforeAll(async () => {
    [own, host] = await Promise.all([startPostgres(), openHost('postgres')]);
  });
  afterAll(async () => {
    host?.kill();
    await own?.stop();
  });

  const real = (input: string, ...args: string[]) => {
    try {
      const stdout = execFileSync('psql', ['-X', '-f', '-', ...args, own!.url], {
        input,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', PGCLIENTENCODING: 'UTF8' },
      });
      return { stdout, exitCode: 0 };
    } catch (error) {
      const { stdout, status } = error as { stdout: string; status: number };
      return { stdout, exitCode: status };
    }
  };

  test.for(Object.entries(scripts))('%s', async ([, script], { skip }) => {
    if (!own) skip('no PostgreSQL is installed');
    real(`DROP SCHEMA public CASCADE; CREATE SCHEMA public;${setup}`, '-q');
    await host.call('reset', { setup });
    const ours = await runPsql(
      script,
      settings,
      (sql) => host.call('script', { sql }) as Promise<ScriptOutcome>,
      'psql:<stdin>:',
    );
    const expected = real(script);
    expect(ours.stdout).toBe(expected.stdout);
    expect(ours.exitCode).toBe(expected.exitCode);
  });
});
