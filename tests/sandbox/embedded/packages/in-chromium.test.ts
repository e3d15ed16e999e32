import { execFile } from 'node:child_process';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Files } from '../../../../sandbox/types.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../../../support/embedded-page.ts';
import { runBoth } from '../modules/run-programs.ts';
import { programFiles } from './run-programs.ts';

let embedded: EmbeddedPage;
beforeAll(async () => {
  embedded = await openEmbeddedPage();
});
afterAll(() => embedded?.close());

/** Starts a program in the page and gives what it printed, once it printed what it is waited for. */
const start = (files: Files, entry: string, until = '') =>
  embedded.page.evaluate(
    async ({ files, entry, until }) => {
      const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 60 });
      let said = '';
      await runtime.mount(files);
      const result = await runtime.start(entry, { onOutput: ({ text }) => void (said += text) });
      const limit = performance.now() + (until ? 60_000 : 200);
      while (!(until && said.includes(until)) && result.status === 'started' && performance.now() < limit) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await runtime.dispose();
      return said;
    },
    { files, entry, until },
  );

const groups = [
  ['cookies', 'graphql', 'ids', 'imports', 'jose', 'jsonwebtoken', 'mingo', 'passwords', 'schemas', 'logs'],
  ['bodies-and-files', 'drizzle', 'express', 'http-parts', 'knex', 'middleware', 'mongodb', 'postgres', 'redis', 'sqlite', 'supertest', 'uploads', 'websockets'],
  ['gpt-tokenizer', 'graphql-yoga', 'openai', 'search'],
]; // prettier-ignore

test.each(groups.map((names) => [names.join(', '), names] as const))(
  'in Chromium these log what they log in Node: %s',
  async (_title, names) => {
    const program = path.join(import.meta.dirname, 'run-programs.ts');
    const native = promisify(execFile)(process.execPath, [program, '--node', ...names], {
      maxBuffer: 2 ** 27,
      env: { PATH: process.env['PATH'] },
    });
    const said = await start(programFiles(names), 'main.js', 'LOG{');
    const { stdout } = await native;
    const { node } = JSON.parse(stdout.slice(stdout.indexOf('\nRESULT') + 7)) as { node: object };
    const line = said.split('\n').find((one) => one.startsWith('LOG{'));
    expect(line, said.slice(-2000)).toBeDefined();
    expect(JSON.parse(line!.slice(3))).toEqual(node);
  },
);

test.each(['import-meta', 'commonjs-cycles', 'modules-cycles', 'modules-order', 'top-level-await', 'interop', 'async-order', 'module-api', 'uncaught-module'])(
  'in Chromium the module program %s prints what it prints in Node',
  async (name) => {
    const { node, ours } = await runBoth(name, async (files, entry, root) =>
      (await start(files, entry)).replaceAll('/exercise', root),
    );
    expect(ours).toBe(node);
  },
); // prettier-ignore

test('a program that an error ends takes no connections any more, and its clients are told', async () => {
  const answers = await embedded.page.evaluate(async () => {
    const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 60 });
    await runtime.mount({
      'main.js': `const http = require('node:http');
        http.createServer((request, response) => {
          if (request.url === '/crash') setTimeout(() => { throw new Error('gone'); });
          else response.end('alive');
        }).listen(3000);`,
    });
    await runtime.start('main.js');
    const get = (path: string) =>
      runtime.fetch(new Request(`http://localhost:3000${path}`)).then(
        (response) => response.text(),
        (error: Error) => error.message,
      );
    const seen = [await get('/'), await get('/crash'), await get('/')];
    await runtime.dispose();
    return seen;
  });
  expect(answers).toEqual([
    'alive',
    'The program did not answer: the program has ended.',
    'The program did not answer: no server of this program is listening.',
  ]);
});

/** Global names that differ from Node's, and why. */
const differing = {
  lacking: ['SharedArrayBuffer'], // A page would have to be isolated from all others for it.
  besides: ['$evaluate', '$evaluated', '__async_context__', 'caches', 'importScripts', 'indexedDB'], // The engine's own; the rest is undefined.
};

test('the global names of a program are those of Node', async () => {
  const main = "console.log('LOG{' + Object.getOwnPropertyNames(globalThis).join() + ' ' + navigator.userAgent + '}')";
  const said = await start({ 'main.mjs': main }, 'main.mjs', 'LOG{');
  const [names, agent] = /LOG\{(.*)\}/.exec(said)![1]!.split(' ');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['-e', 'console.log(Object.getOwnPropertyNames(globalThis).join())'],
    { env: {} },
  );
  // `node -e` has names of its own, those of the built-ins.
  const nodes = stdout
    .trim()
    .split(',')
    .filter((name) => !isBuiltin(name) || ['console', 'crypto', 'process'].includes(name));
  const ours = names!.split(',');
  expect(
    nodes.filter(
      (name) => !ours.includes(name) && !['module', 'exports', 'require', '__filename', '__dirname'].includes(name),
    ),
  ).toEqual(differing.lacking);
  expect(ours.filter((name) => !nodes.includes(name)).sort()).toEqual(differing.besides);
  expect(agent).toBe('Node.js/24');
});
