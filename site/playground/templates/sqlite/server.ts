import express from 'express';
import { db } from './database.ts';

const app = express();
app.use(express.json());

// Values go in as parameters, never into the text of the statement.
const byAuthor = db.prepare('SELECT * FROM books WHERE author = ? ORDER BY year');
const all = db.prepare('SELECT * FROM books ORDER BY year');
const insert = db.prepare('INSERT INTO books (title, author, year) VALUES (:title, :author, :year)');

app.get('/books', (req, res) => {
  const { author } = req.query;
  res.json(typeof author === 'string' ? byAuthor.all(author) : all.all());
});

app.post('/books', (req, res) => {
  const { title, author, year = null } = req.body ?? {};
  if (!title || !author) {
    res.status(400).json({ error: 'A book needs a title and an author.' });
    return;
  }
  const { lastInsertRowid } = insert.run({ title, author, year });
  res.status(201).json({ id: Number(lastInsertRowid), title, author, year });
});

app.listen(3000, () => console.log('Listening on http://localhost:3000'));
