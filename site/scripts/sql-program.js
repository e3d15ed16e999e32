// Runs inside the embedded runtime: keeps a database for each block of the page, and makes it anew when asked.
import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';

const open = new Map();

createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  const { name, seed } = JSON.parse(text);
  try {
    open.get(name)?.close();
    rmSync(name, { force: true });
    const database = new Database(name);
    open.set(name, database);
    database.exec(seed);
    response.end('');
  } catch (error) {
    response.statusCode = 500;
    response.end(error.message);
  }
}).listen(4171);
