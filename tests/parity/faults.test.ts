import { expect, test } from 'vitest';
import type { Files, TestReport } from '../../sandbox/types.ts';
import { inBrowsers } from '../support/in-browsers.ts';
import { createNodeGrader } from '../support/node-grader.ts';

/** Mistakes that keep an app from being graded: both runtimes say the same, and say what to do. */
const suite = `
import { expect, test } from 'vitest';
import { explain, serve } from '#testing';
import { createApp } from './app.ts';

test('GET / answers', async () => {
  const client = await serve(createApp());
  const answer = await client.get('/');
  expect(answer.status, explain({ expected: '200', because: 'it is there', look: 'the route' })).toBe(200);
});
`;

const app = (body: string) =>
  `import express from 'express';\nexport function createApp() {\n  const app = express();\n  ${body}\n  return app;\n}\n`;

const mistakes: [name: string, files: Files, says: RegExp][] = [
  ['a syntax error', { 'app.ts': 'export function createApp() {\n  const app = = 1;\n}\n' }, /app\.ts, line 2, column 15: .*\n\n {2}2 \|   const app = = 1;/],
  ['an import that is not allowed', { 'app.ts': "import _ from 'lodash';\nexport const createApp = () => _;" }, /app\.ts imports 'lodash', which exercises cannot use\. Allowed are express,/],
  ['a file that is not there', { 'app.ts': "import { db } from './db.ts';\nexport const createApp = () => db;" }, /app\.ts imports '\.\/db\.ts', and there is no such file\. The files here are: app\.test\.ts, app\.ts\./],
  ['a renamed export', { 'app.ts': 'export const makeApp = 1;' }, /needs an export named `createApp` from app\.ts\. It exports makeApp\./],
  ['an empty file', { 'app.ts': '' }, /It exports nothing yet/],
  ['a throw while loading', { 'app.ts': "export const createApp = 1;\nthrow new TypeError('too early');\n" }, /app\.ts, line 2, column 7: TypeError: too early/],
  ['an app that listens', { 'app.ts': app("app.listen(3000);") }, /Return the app; the grader starts it/],
  ['no app at all', { 'app.ts': 'export function createApp() {}' }, /There is no app to serve/],
  ['an app that never answers', { 'app.ts': app("app.get('/', () => {});") }, /Your app gave no answer/],
  ['an app that answers twice', { 'app.ts': app("app.get('/', (req, res) => { res.send('one'); res.send('two'); });") }, /Your app answered twice/],
  ['an app that throws', { 'app.ts': app("app.get('/', () => { throw new Error('boom'); });") }, /We got 500|"got":"500 with an error page: Error: boom"/],
  ['an app that breaks the connection', { 'app.ts': app("app.get('/', (req) => { req.socket.destroy(); });") }, /broke the connection/],
  ['process.exit', { 'app.ts': app('process.exit(3);') }, /process\.exit unexpectedly called with/],
  ['a promise that never settles', { 'app.ts': 'export const createApp = () => new Promise(() => {});', 'app.test.ts': suite.replace('serve(createApp())', 'serve(await createApp())') }, /did not end within 3000 ms/],
  ['a changed Object.is', { 'app.ts': `Object.is = () => true;\n${app("app.get('/', (req, res) => res.sendStatus(404));")}` }, /replaces `Object\.is`/],
  ['a type imported without the word', { 'app.ts': `import express, { Request, Response } from 'express';\nexport const createApp = () => express().get('/', (req: Request, res: Response) => { res.send('ok'); });\n` }, /"status":"passed"/],
]; // prettier-ignore

/** Reports whose stack holds only frames that wait: V8 alone shows who awaited what failed. */
const awaited = ['an app that answers twice'];

const gradeInNode = createNodeGrader(10);

inBrowsers((embedded, browser) => {
  test.each(mistakes)('%s', async (name, files, says) => {
    const all = { 'app.test.ts': suite, ...files };
    const { report } = await embedded().grade(all, { timeLimit: 10 });
    const expected = await gradeInNode(name, all);
    const text = expected.status === 'error' ? expected.message : JSON.stringify(expected);
    expect(text).toMatch(says);
    const left = browser === 'chromium' || !awaited.includes(name) ? [] : ['stack'];
    expect(comparable(report, left)).toEqual(comparable(expected, left));
  });
});

function comparable(report: TestReport, left: string[]): unknown {
  return JSON.parse(JSON.stringify(report), (key, value) => {
    if (key === 'duration') return undefined;
    if (key === 'headers' || left.includes(key)) return undefined;
    return value as unknown;
  });
}
