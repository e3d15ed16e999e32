import { closeSync, constants, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe } from 'vitest';
import { type Bench, same } from './differential.ts';

const { O_RDWR, O_CREAT, O_RDONLY, O_WRONLY, O_APPEND } = constants;

/** Opens a database and its journal by descriptors, which nobody else closes. */
function descriptors({ file }: Pick<Bench, 'file'>, name = 'a.db', flags = O_RDWR | O_CREAT, journal = flags) {
  return { fd: openSync(file(name), flags), journalFd: openSync(file(`${name}-journal`), journal) };
}

const open = (
  { Database }: Pick<Bench, 'Database'>,
  { fd, journalFd }: { fd: number; journalFd: number },
  options = {},
) => new Database(fd as never, { journalFd, ...options } as never);

describe('databases from file descriptors', () => {
  same('are written and read like others', (bench) => {
    const { Database, file, attempt } = bench;
    const files = descriptors(bench);
    const db = open(bench, files);
    const journal = () => statSync(file('a.db-journal')).size > 0;
    db.exec('CREATE TABLE t (a); BEGIN; INSERT INTO t VALUES (1)');
    const during = journal();
    db.exec('COMMIT');
    closeSync(files.fd);
    closeSync(files.journalFd);
    const facts = [db.memory, db.readonly, db.open, db.name.replace(/\d+/, 'N'), during, journal()];
    const later = attempt(() => db.prepare('INSERT INTO t VALUES (2)').run());
    const rolledBack = attempt(() => db.exec('BEGIN; DELETE FROM t; ROLLBACK'));
    const rows = db.prepare('SELECT * FROM t').all();
    db.close();
    const other = new Database(file('a.db')).prepare('SELECT * FROM t').all();
    return [facts, later, rolledBack, rows, other, existsSync(file('a.db-journal'))];
  });

  same('arguments', (bench) => {
    const { Database, attempt } = bench;
    const all: unknown[][] = [[-1], [1.5], [2 ** 31], [20, {}], [20, { journalFd: 'x' }], [20, { journalFd: -1 }]];
    return [
      ...all.map((args) => attempt(() => new Database(...(args as [])))),
      attempt(() => new Database(bench.file('a.db'), { journalFd: 20 } as never)),
      attempt(() => new Database(':memory:', { journalFd: 20 } as never)),
    ];
  });

  same('descriptors that cannot be one', (bench) => {
    const { Database, file, attempt } = bench;
    writeFileSync(file('empty'), '');
    new Database(file('wal.db')).exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a)');
    const good = descriptors(bench);
    const gone = descriptors(bench, 'gone.db');
    rmSync(file('gone.db'));
    const bad = (flags: number) => openSync(file('empty'), flags);
    const tryBoth = (fd: number, options = {}) => [
      attempt(() => open(bench, { fd, journalFd: good.journalFd }, options)),
      attempt(() => open(bench, { fd: good.fd, journalFd: fd }, options)),
    ];
    return [
      tryBoth(12345),
      tryBoth(openSync(file('.'), O_RDONLY)),
      tryBoth(bad(O_WRONLY)),
      tryBoth(bad(O_RDONLY)),
      tryBoth(bad(O_RDWR | O_APPEND)),
      tryBoth(gone.fd),
      attempt(() => open(bench, { fd: good.fd, journalFd: good.fd })),
      attempt(() => open(bench, descriptors(bench, 'wal.db'))),
    ];
  });

  same('read-only', (bench) => {
    const { Database, file, attempt } = bench;
    new Database(file('a.db')).exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    writeFileSync(file('a.db-journal'), '');
    const db = open(bench, descriptors(bench, 'a.db', O_RDONLY), { readonly: true });
    return [
      db.readonly,
      db.prepare('SELECT * FROM t').all(),
      attempt(() => db.exec('INSERT INTO t VALUES (2)')),
      attempt(() => db.prepare('SELECT * FROM t').get()),
    ];
  });

  same('a file that goes away', (bench) => {
    const { file, attempt } = bench;
    const [one, two] = [open(bench, descriptors(bench)), open(bench, descriptors(bench, 'b.db'))];
    for (const db of [one, two]) db.exec('CREATE TABLE t (a)');
    rmSync(file('a.db'));
    rmSync(file('b.db-journal'));
    return [one, two].map((db) => [
      attempt(() => db.prepare('SELECT * FROM t').all()),
      attempt(() => db.exec('INSERT INTO t VALUES (1)')),
      attempt(() => db.prepare('BEGIN IMMEDIATE').run()),
    ]);
  });

  same('no WAL, no journal of another, no transaction over two databases', (bench) => {
    const { file, attempt, Database } = bench;
    const files = descriptors(bench);
    const db = open(bench, files);
    db.exec('CREATE TABLE t (a)');
    new Database(file('other.db')).exec('CREATE TABLE u (a)');
    const other = openSync(file('c.db-journal'), O_RDWR | O_CREAT);
    return [
      attempt(() => db.pragma('journal_mode = WAL')),
      attempt(() => db.pragma('journal_mode')),
      attempt(() => open(bench, { fd: files.fd, journalFd: other })),
      attempt(() => db.exec(`ATTACH '${file('other.db')}' AS o`)),
      attempt(() => db.prepare('SELECT * FROM u').all()),
      attempt(() => db.exec('BEGIN; INSERT INTO t VALUES (1); INSERT INTO u VALUES (1); COMMIT')),
      attempt(() => db.inTransaction && db.exec('ROLLBACK')),
      attempt(() => db.exec(`ATTACH 'fd:${files.fd}:0' AS x`)),
    ];
  });

  same('two connections and a hot journal', (bench) => {
    const { file, attempt } = bench;
    const files = descriptors(bench);
    const [one, two] = [open(bench, files, { timeout: 0 }), open(bench, files, { timeout: 0 })];
    one.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1); BEGIN IMMEDIATE; INSERT INTO t VALUES (2)');
    const seen = [attempt(() => two.prepare('SELECT * FROM t').all()), attempt(() => two.exec('DELETE FROM t'))];
    one.exec('COMMIT');
    return [...seen, attempt(() => two.exec('DELETE FROM t')), readFileSync(file('a.db')).length > 0];
  });
});
