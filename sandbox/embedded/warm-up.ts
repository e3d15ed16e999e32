import type { Files } from '../types.ts';
import { openSuites, type Transform } from './program.ts';
import { root } from './protocol.ts';
import type { Realm } from './realm.ts';
import type * as vitestChunk from './vitest.ts';

/**
 * Grades a little exercise of our own before the learner's: engines compile a function when it is first called, and
 * all that a usual suite calls is called here. Takes as long as it saves, at a moment when nobody waits.
 */
export async function warmUp(realm: Realm, transform: Transform, packages: string[]): Promise<void> {
  const files: Files = { 'warm-up.test.ts': suite, 'warm-up.ts': packages.includes('express') ? app : plain };
  if (packages.includes('better-sqlite3')) files['warm-up.ts'] += database;
  const source = await openSuites(files, realm, transform);
  const vitest = (await realm.packages.load('vitest-runner')) as typeof vitestChunk;
  await vitest.runSuites(['warm-up.test.ts'], {
    root,
    source,
    plain: (path) => transform(path, String(files[path])).plain,
    onTestStart: () => {},
    onTestEnd: () => {},
    onTampered: () => {},
    collectUnhandled: realm.takeUnhandled,
    now: realm.now,
  });
  await vitest.forgetModules();
  realm.removeFiles(files);
  // A program that is started next is in no suite.
  Reflect.deleteProperty(globalThis, '__vitest_worker__');
}

const suite = `
import { describe, expect, test } from 'vitest';
import { explain, serve } from '#testing';
import { createApp } from './warm-up.ts';
describe('warm', () => {
  test.each([1, 2])('up %i', async (id: number) => {
    const client = (await serve(createApp())).with({ authorization: 'Ann' });
    const answer = await client.post('/' + id, { json: { text: 'a' } });
    expect(answer.status, explain({ expected: '201', because: 'b', look: 'c' })).toBe(201);
    expect([answer.json()], explain({ expected: 'another' })).toEqual([{ text: 'b' }]);
  });
});
`;

const plain = `
export const createApp = () => (request: any, response: any) => {
  request.resume();
  request.on('end', () => response.writeHead(201, { 'content-type': 'application/json' }).end('{"text":"a"}'));
};
`;

const app = `
import express from 'express';
export function createApp() {
  const app = express();
  app.use(express.json());
  app.post('/:id', (request, response) => void response.status(201).json({ ...request.body, id: request.params.id }));
  return app;
}
`;

const database = `
import Database from 'better-sqlite3';
const db = new Database(':memory:');
db.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
const { lastInsertRowid } = db.prepare('INSERT INTO notes (text) VALUES (?)').run('a');
db.prepare('SELECT * FROM notes WHERE id = ?').get(lastInsertRowid);
db.prepare('SELECT * FROM notes').all();
db.close();
`;
