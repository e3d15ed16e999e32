import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalRuntime } from '../../../../sandbox/runtimes/local.ts';
import type { Files, TestReport } from '../../../../sandbox/types.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../../../support/embedded-page.ts';

let embedded: EmbeddedPage;
beforeAll(async () => {
  embedded = await openEmbeddedPage();
});
afterAll(() => embedded?.close());

/** Each test of the suite fails with what it saw, so that two runtimes can be compared. */
const files: Files = {
  'package.json': '{ "name": "exercise", "imports": { "#inner": "./inner.js" } }',
  'app.test.ts': `
    import { expect, test } from 'vitest';
    import commonJs, { named } from './common.js';
    import * as whole from './common.cjs';
    import data, { list } from './data.json';
    import text from './note.txt?raw';
    import { inner } from '#inner';
    import dual, { part } from 'dual';
    import old from 'old';
    import { Level, Space, Point } from './types';
    import { createRequire } from 'node:module';
    import { AsyncLocalStorage } from 'node:async_hooks';
    const see = (title: string, look: () => unknown) =>
      test(title, async () => {
        const seen = await Promise.resolve().then(look).catch((error) => [error.name, error.code, error.message]);
        expect(JSON.stringify(seen).replaceAll(import.meta.dirname, '.')).toBe('');
      });
    see('CommonJS is inlined', () => [commonJs, named, Object.keys(whole), whole.default]);
    see('JSON has names', () => [data, list]);
    see('raw', () => text);
    see('own imports', () => inner);
    see('mounted packages', () => [dual, part, typeof old, old.name]);
    see('TypeScript', () => [Level.High, Level[1], Space.one, new Point(1, 2)]);
    see('require is Node', () => [typeof require, require('./common.cjs'), createRequire(import.meta.url)('old').name, module.exports === exports]);
    see('import.meta', () => [Object.keys(import.meta).sort(), import.meta.url, import.meta.filename, import.meta.main]);
    see('dynamic', async () => { const name = 'common'; return [Object.keys(await import('./' + name + '.js')), (await import('./data.json')).list]; });
    see('missing file', () => import('./nope' + '.ts'));
    see('missing package', () => import('no-such' + '-package'));
    see('missing require', () => require('./nope'));
    see('context', () => new AsyncLocalStorage().run(1, async () => { await null; return 1; }));
    see('context after await', async () => { const als = new AsyncLocalStorage(); return als.run(5, async () => { await null; return als.getStore(); }); });
    see('stack', () => new Error('here').stack!.split('\\n')[1]);
  `,
  'common.js': "exports.named = 'n'; exports.self = typeof module; exports.path = __filename.split('/').pop();",
  'common.cjs': 'module.exports = { a: 1, b: [2] };',
  'data.json': '{ "list": [1, 2], "not-a-name": true }',
  'note.txt': 'a "note"\n',
  'inner.js': "export const inner = 'inner';",
  'types.ts':
    'export enum Level { Low, High }\nexport namespace Space { export const one = 1; }\nexport class Point { constructor(public x: number, private y: number) {} }',
  'node_modules/dual/package.json':
    '{ "name": "dual", "type": "module", "exports": { "import": "./index.js", "require": "./index.cjs" } }',
  'node_modules/dual/index.js': "export default 'module'; export const part = 'p';",
  'node_modules/dual/index.cjs': "module.exports = 'CommonJS';",
  'node_modules/old/index.js': 'module.exports = function old() {};',
};

const said = (report: TestReport) =>
  report.status === 'error' ? report : report.tests.map(({ name, status, diff }) => [name, status, diff]);

async function inBoth(files: Files) {
  const local = await createLocalRuntime({ timeLimit: 60 });
  await local.mount(files);
  const expected = said(await local.test());
  await local.dispose();
  const { report } = await embedded.grade(files, { timeLimit: 60 });
  return { expected, got: said(report) };
}

test('modules of a suite are what they are in local Vitest', async () => {
  const { expected, got } = await inBoth(files);
  expect(expected).toHaveLength(15);
  expect(got).toEqual(expected);
});

/** What suites import from files and packages that are CommonJS, in every way of exporting that a learner may find. */
const suite = (imports: string, shown: string) =>
  `import { expect, test } from 'vitest';\n${imports}\ntest('sees', async () => expect(JSON.stringify(await (${shown}))).toBe(''));`;

const imports: [name: string, files: Files][] = [
  [
    'CommonJS that exports in ways that cannot be read off its text',
    {
      'app.test.ts': suite(
        "import { a } from './one.cjs'; import { b } from './two.js'; import { c } from './three.cjs'; import { d } from './four.cjs'; import e from './five.cjs'; import { f } from './six';",
        '[a, b, c, d, e, typeof f]',
      ),
      'one.cjs': 'Object.assign(exports, { a: 1 });',
      'two.js': "for (const name of ['b']) exports[name] = 2;",
      'three.cjs': "Object.defineProperty(exports, 'c', { enumerable: true, get: () => 3 });",
      'four.cjs': "module['exports'] = { ['d']: 4 };",
      'five.cjs': '// nothing yet',
      'six.ts': "const fs = require('node:fs'); module.exports = { f: fs.readFileSync };",
    },
  ],
  [
    'a name that CommonJS does not export',
    { 'app.test.ts': suite("import { nope } from './one.cjs';", '[typeof nope]'), 'one.cjs': 'exports.a = 1;' },
  ],
  [
    'names that Node does not find in packages',
    {
      'app.test.ts': suite(
        "import { TokenExpiredError, sign } from 'jsonwebtoken'; import { Router, json } from 'express'; import bodyParser, { urlencoded } from 'body-parser'; import { Pool } from 'pg'; import { knex } from 'knex'; import { diskStorage } from 'multer'; import { SqliteError } from 'better-sqlite3'; import createError, { NotFound } from 'http-errors'; import { parse } from 'qs'; import { satisfies } from 'semver'; import * as jwt from 'jsonwebtoken'; import cookieParser, { JSONCookie } from 'cookie-parser'; import { Store } from 'express-session'; import { token } from 'morgan'; import { filter } from 'compression'; import { mime } from 'serve-static';",
        '[TokenExpiredError, sign, Router, json, bodyParser, urlencoded, Pool, knex, diskStorage, SqliteError, createError, NotFound, parse, satisfies, cookieParser, JSONCookie, Store, token, filter, mime].map((one) => [typeof one, one?.name]).concat([Object.keys(jwt).sort()])',
      ),
    },
  ],
  ...['jsonwebtoken', 'zod', 'node:fs'].map((name): [string, Files] => [
    `a name that ${name} does not have`,
    { 'app.test.ts': suite(`import { nope } from '${name}';`, '[typeof nope]') },
  ]),
  [
    'a mock above an import of what is not there',
    {
      'app.test.ts': suite(
        `import { vi } from 'vitest'; import { gone } from "./gone.js"; import { other } from './other.ts'; vi.mock("./gone.js", () => ({ gone: 1 })); vi.mock(import('./other.ts'), () => ({ other: 2 }));`,
        '[gone, other]',
      ),
    },
  ],
  [
    'a mock, and a static import of what is not there',
    {
      'app.test.ts': suite(
        "import { vi } from 'vitest'; import { a } from './a.ts'; import { gone } from './gone.ts'; vi.mock('./a.ts', () => ({ a: 1 }));",
        '[a, gone]',
      ),
      'a.ts': 'export const a = 0;',
    },
  ],
  [
    'a mock, and a name that is not exported',
    {
      'app.test.ts': suite(
        "import { vi } from 'vitest'; import { a } from './a.ts'; import { b } from './b.ts'; vi.mock('./a.ts', () => ({ a: 1 }));",
        '[a, b]',
      ),
      'a.ts': 'export const a = 0;',
      'b.ts': 'export const c = 0;',
    },
  ],
];

test.each(imports)('%s: the same as in local Vitest', async (_name, files) => {
  const { expected, got } = await inBoth(files);
  expect(got).toEqual(expected);
});
