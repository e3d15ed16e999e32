// Starts your app on a port, with a small database: `node server.ts`. The tests do not use this file.
import Database from 'better-sqlite3';
import { createApp } from './app.ts';

const db = new Database(':memory:');
db.exec(`
  CREATE TABLE users    (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
  CREATE TABLE sessions (token TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id)) STRICT;
  CREATE TABLE notes    (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), text TEXT NOT NULL) STRICT;

  INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
  INSERT INTO sessions VALUES ('ann-token', 1), ('bob-token', 2);
  INSERT INTO notes VALUES (1, 1, 'Buy oats'), (2, 2, 'Dear diary'), (3, 1, 'Call the plumber');
`);

const port = Number(process.env['PORT'] ?? 3000);
createApp({ db }).listen(port, () => {
  console.log(`Listening on http://localhost:${port}`);
});
