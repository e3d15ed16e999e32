import { unlinkSync, writeFileSync } from 'node:fs';
import { describe } from 'vitest';
import { listing, same } from './differential.ts';

describe('databases in files', () => {
  same('create, close, open again, read only', (b) => {
    const { Database, file, attempt } = b;
    const db = new Database(file('a.db'));
    db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
    const first = [listing(b), db.name, db.memory, db.readonly, db.pragma('database_list')];
    db.close();
    const reader = new Database(file('a.db'), { readonly: true });
    const second = [
      reader.readonly,
      reader.prepare('SELECT * FROM t').all(),
      attempt(() => reader.exec('INSERT INTO t VALUES (2)')),
      attempt(() => reader.exec('CREATE TABLE u (x)')),
      attempt(() => reader.pragma('journal_mode = WAL')),
      attempt(() => reader.pragma('user_version = 5')),
    ];
    reader.close();
    return [first, second, listing(b)];
  });

  same('what cannot be opened', ({ Database, file, folder, attempt }) => {
    writeFileSync(
      file('text.db'),
      'this is certainly not a database, but long enough to have a header of its own: '.repeat(20),
    );
    writeFileSync(file('empty.db'), '');
    writeFileSync(file('short.db'), 'short');
    const open = (path: unknown, options?: unknown) =>
      attempt(() => {
        const db = new Database(path as string, options as object);
        return [
          db.name,
          attempt(() => db.prepare('SELECT * FROM sqlite_schema').all()),
          attempt(() => db.exec('CREATE TABLE t (x)').open),
        ];
      });
    return [
      open(file('missing.db'), { fileMustExist: true }),
      open(file('missing2.db'), { readonly: true }),
      open(file('no/such/folder.db')),
      open(folder),
      open(file('text.db')),
      open(file('empty.db')),
      open(file('short.db')),
      open('', { readonly: true }),
      open(':memory:', { readonly: true }),
      open(5.5),
      open({}),
      open(file('x.db'), 5),
      open(file('x.db'), { readOnly: true }),
      open(file('x.db'), { timeout: -1 }),
      open(file('x.db'), { timeout: 'x' }),
      open(file('x.db'), { verbose: 1 }),
      open(file('x.db'), { readonly: 1 }),
      open(file('x.db'), { memory: true }),
      open(`file:${'x'.repeat(4)}?mode=ro`, { readonly: true }),
      open(file('n'.repeat(600))),
    ];
  });

  same('without new, temporary, blanks in the name', ({ Database, file }) => {
    const make = Database as unknown as (name?: string) => InstanceType<typeof Database>;
    const all = [make(), make(''), make(':memory:'), make(`  ${file('a.db')} `)];
    return all.map((db) => {
      db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
      for (let i = 0; i < 6; i++) db.exec('INSERT INTO t SELECT randomblob(500) FROM t');
      const result = [db instanceof Database, db.name, db.memory, db.prepare('SELECT count(*) FROM t').pluck().get()];
      db.close();
      return result;
    });
  });

  same('a rollback journal appears and goes', (b) => {
    const db = new b.Database(b.file('a.db'));
    db.exec('CREATE TABLE t (x); BEGIN; INSERT INTO t VALUES (1)');
    const during = listing(b);
    db.exec('ROLLBACK');
    const after = [listing(b), db.prepare('SELECT * FROM t').all()];
    for (const mode of ['truncate', 'persist', 'memory', 'off', 'delete']) {
      after.push([db.pragma(`journal_mode = ${mode}`), db.exec('INSERT INTO t VALUES (1)').open, listing(b)]);
    }
    db.exec('VACUUM');
    after.push([db.pragma('page_count'), db.pragma('page_size')]);
    db.close();
    return [during, after, listing(b)];
  });

  same('a file that vanishes', (b) => {
    const { Database, file, attempt } = b;
    const db = new Database(file('a.db'));
    db.exec('CREATE TABLE t (x)');
    unlinkSync(file('a.db'));
    const results = [
      attempt(() => db.exec('INSERT INTO t VALUES (1)')),
      attempt(() => db.prepare('SELECT * FROM t').all()),
    ];
    db.close();
    return [results, listing(b)];
  });

  same('another page size, and VACUUM keeps it', ({ Database, file }) => {
    const first = new Database(file('a.db'));
    first.pragma('page_size = 1024');
    first.exec('CREATE TABLE t (x)');
    first.close();
    const second = new Database(file('a.db'));
    second.exec('VACUUM');
    const size = [second.pragma('page_size'), second.pragma('cache_size')];
    second.close();
    return size;
  });

  same('ATTACH, and VACUUM INTO', (b) => {
    const { Database, file, attempt } = b;
    const db = new Database(file('a.db'));
    db.prepare('ATTACH ? AS other').run(file('b.db'));
    db.exec(
      `CREATE TABLE other.t (x); INSERT INTO other.t VALUES (5); CREATE TABLE main.u (y); VACUUM INTO '${file('c.db')}'`,
    );
    const result = [
      db.prepare('SELECT * FROM other.t').expand().all(),
      db.pragma('other.journal_mode'),
      listing(b),
      attempt(() => db.exec('DETACH nothing')),
      db.transaction(() => db.exec('INSERT INTO other.t VALUES (6); INSERT INTO u VALUES (7)').open)(),
    ];
    db.close();
    return [...result, listing(b)];
  });
});
