import { describe } from 'vitest';
import { type Bench, listing, same } from './differential.ts';

describe('copies', () => {
  const filled = ({ db }: Bench) => {
    db.exec('CREATE TABLE t (x)');
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    db.transaction(() => {
      for (let i = 0; i < 2000; i++) insert.run('z'.repeat(500));
    })();
    return db;
  };

  same('serialize, and open from a buffer', (bench) => {
    const { Database, attempt } = bench;
    const copy = filled(bench).serialize();
    const db = new Database(copy);
    const frozen = new Database(copy, { readonly: true });
    const results = [
      copy.length,
      Buffer.isBuffer(copy),
      copy.toString('latin1', 0, 15),
      db.name,
      db.memory,
      db.prepare('SELECT count(*) FROM t').get(),
      db.prepare('DELETE FROM t').run(),
      db.prepare('INSERT INTO t VALUES (1)').run(),
      frozen.readonly,
      attempt(() => frozen.exec('DELETE FROM t')),
      frozen.prepare('SELECT count(*) FROM t').get(),
    ];
    const bad = [Buffer.from('nonsense'), Buffer.alloc(0), Buffer.alloc(5000, 1)].map((buffer) =>
      attempt(() => new Database(buffer).prepare('SELECT * FROM sqlite_schema').all()),
    );
    return [
      results,
      bad,
      attempt(() => bench.db.serialize({ attached: 'nothing' })),
      attempt(() => bench.db.serialize({ attached: '' })),
      attempt(() => bench.db.serialize({ attached: 5 as never })),
      new Database(':memory:').serialize().length,
    ];
  });

  same('backup', async (bench) => {
    const { Database, file, attempt } = bench;
    const db = filled(bench);
    const steps: unknown[] = [];
    const done = await db.backup(file('copy.db'), { progress: (step) => (steps.push(step), 100) });
    const copy = new Database(file('copy.db'));
    const results = [done, steps, copy.prepare('SELECT count(*) FROM t').get(), listing(bench)];
    copy.close();
    const failing = [
      () => db.backup(''),
      () => db.backup(':memory:'),
      () => db.backup(file('no/x.db')),
      () => db.backup(file('b.db'), { attached: 'nothing' } as never),
      () => db.backup(5 as never),
      () =>
        db.backup(file('c.db'), {
          progress: () => {
            throw new RangeError('stop');
          },
        }),
      () => db.backup(file('d.db'), { progress: (() => 'x') as never }),
    ];
    for (const act of failing) {
      results.push(
        (await act().then(
          (value) => value,
          (error: Error & { code?: string }) => [
            error.constructor.name,
            error.code,
            error.message.replace(bench.folder, ''),
          ],
        )) as never,
      );
    }
    results.push(
      attempt(() => db.close().open),
      listing(bench),
    );
    return results;
  });

  same('the connection closes during a backup', async (bench) => {
    const db = filled(bench);
    const copying = db.backup(bench.file('copy.db'), { progress: () => (db.close(), 1) });
    return [await copying.catch((error: Error) => [error.constructor.name, error.message]), listing(bench)];
  });
});
