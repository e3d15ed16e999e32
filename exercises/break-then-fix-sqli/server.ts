// Starts your shop on a port, with a few books: `node server.ts`. The tests do not use this file.
import Database from 'better-sqlite3';
import { createApp } from './app.ts';

const db = new Database(':memory:');
db.exec(`
  CREATE TABLE books (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT NULL, cents INTEGER NOT NULL, paid_cents INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE vouchers (code TEXT PRIMARY KEY, percent INTEGER NOT NULL) STRICT;

  INSERT INTO books VALUES
    (1, 'Lunch Poems', 'Frank O''Hara', 1450, 700),
    (2, 'Select Poems', 'Emily Dickinson', 1200, 650),
    (3, 'Boilers for Beginners', 'Ada Stoker', 2890, 1900);
  INSERT INTO vouchers VALUES ('STAFF-PARTY', 100);
`);

const port = Number(process.env['PORT'] ?? 3000);
createApp({ db }).listen(port, () => {
  console.log(`Listening on http://localhost:${port}`);
});
