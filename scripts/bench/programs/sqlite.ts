/** ms of work that an exercise may do with better-sqlite3, in one database in memory. */
import Database from 'better-sqlite3';

const db = new Database(':memory:');
db.exec('CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT NOT NULL, done INTEGER NOT NULL, due REAL)');
const insert = db.prepare('INSERT INTO tasks (title, done, due) VALUES (?, ?, ?)');
const get = db.prepare('SELECT * FROM tasks WHERE id = ?');
const all = db.prepare('SELECT * FROM tasks');
const title = (n: number) => `Task number ${n}: water the plants`;

const figures: Record<string, number> = {};
function measure(name: string, work: () => void): void {
  const started = performance.now();
  work();
  figures[name] = performance.now() - started;
}

const fill = db.transaction((count: number) => {
  for (let n = 0; n < count; n++) insert.run(title(n), n % 2, n / 3);
});
fill(1000);
measure('50,000 inserts', () => fill(50_000));
measure('50,000 gets', () => {
  for (let n = 1; n <= 50_000; n++) get.get(n);
});
fill(49_000);
measure('100,000 rows by all()', () => void all.all());
measure('100,000 rows by iterate()', () => {
  let count = 0;
  for (const row of all.iterate()) count += row ? 1 : 0;
  if (count < 100_000) throw new Error(`${count} rows`);
});
measure(
  'a sum over 100,000 rows',
  () => void db.prepare('SELECT done, sum(due), max(title) FROM tasks GROUP BY 1').all(),
);
console.log(JSON.stringify(figures));
