import Database from 'better-sqlite3';

// A file of this playground; the Data panel shows it while the program lives.
export const db = new Database('library.db');

db.exec(`
  CREATE TABLE IF NOT EXISTS books (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    year INTEGER
  );
  CREATE INDEX IF NOT EXISTS books_by_author ON books (author);
`);

const { rows } = db.prepare('SELECT count(*) AS rows FROM books').get() as { rows: number };
if (rows === 0) {
  const insert = db.prepare('INSERT INTO books (title, author, year) VALUES (?, ?, ?)');
  insert.run('Frankenstein', 'Mary Shelley', 1818);
  insert.run('The Last Man', 'Mary Shelley', 1826);
  insert.run('Emma', 'Jane Austen', 1815);
}
