import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openContainerPage, type ContainerPage } from '../support/webcontainer/page.ts';

/** What a page shows of full Node beside runs, on our double of the service: shells, ports, processes, the learner's files. */
vi.setConfig({ testTimeout: 30_000 });
let opened: ContainerPage | undefined;
const page = () => opened!.page;

beforeAll(async () => {
  opened = await openContainerPage();
  await page().evaluate(async () => {
    window.session = await window.openSession({ assets: '/snapshot/' });
  });
});
afterAll(() => opened?.close());

test('shells are real, each with a terminal of its own', async () => {
  const shown = await page().evaluate(async () => {
    const talk = async (size: { cols: number; rows: number }, line: string) => {
      const shell = await window.session.openShell(size);
      let text = '';
      shell.onData((part) => (text += part));
      shell.write(`${line}\r`);
      return { code: await shell.exit, text };
    };
    return Promise.all([
      talk({ cols: 91, rows: 17 }, 'stty size; basename $PWD; A=2; echo "a$A"; exit 3'),
      talk({ cols: 40, rows: 10 }, 'stty size; echo "a$A"; node -p "6 * 7"; exit'),
    ]);
  });
  expect(shown.map(({ code }) => code)).toEqual([3, 0]);
  expect(shown[0]!.text).toMatch(/17 91\r\nexercise\r\na2\r\n/);
  expect(shown[1]!.text).toMatch(/10 40\r\na\r\n42\r\n/);
});

test('a shell can be given another size, and stopped', async () => {
  const { code, text } = await page().evaluate(async () => {
    const shell = await window.session.openShell({ cols: 80, rows: 24 });
    let text = '';
    const shows = (pattern: RegExp) =>
      new Promise<void>((resolve) =>
        shell.onData((part) => {
          text += part;
          if (pattern.test(text)) resolve();
        }),
      );
    shell.write('echo rea""dy\r');
    await shows(/ready\r/);
    shell.resize({ cols: 33, rows: 7 });
    shell.write('stty size\r');
    await shows(/7 33\r/);
    shell.kill();
    return { code: await shell.exit, text };
  });
  expect(text).toContain('7 33');
  expect(code).not.toBe(0);
});

test('a server that a shell started is found, answers, is listed and stopped', async () => {
  const seen = await page().evaluate(async () => {
    const { session } = window;
    const server = `require("http").createServer((q, s) => s.end("at " + q.url)).listen(0)`;
    const ready = new Promise<[number, string]>((resolve) => session.ports.onServerReady((...port) => resolve(port)));
    const shell = await session.openShell({ cols: 80, rows: 24 });
    shell.write(`node -e '${server}'\r`);
    const [port, url] = await ready;
    const open = session.ports.list();
    const answer = await session.send({ method: 'GET', url: `http://localhost:${port}/here`, headers: [], body: null });
    const text = await new Response(answer.body).text();
    const running = session.processes.list();
    const closed = new Promise<number>((resolve) => session.ports.subscribe((left) => resolve(left.length)));
    running.findLast(({ command }) => command === 'jsh')!.stop();
    await shell.exit;
    return {
      port,
      url,
      open,
      text,
      running: running.map(({ command }) => command),
      left: await closed,
      after: session.processes.list().map(({ command }) => command),
    };
  });
  expect(seen).toMatchObject({ text: 'at /here', left: 0, running: ['jsh', 'relay'], after: ['relay'] });
  expect(seen.open).toEqual([{ port: seen.port, url: seen.url }]);
});

test('what a shell changes is told, and nothing that is not the learner’s', async () => {
  const { told, read } = await page().evaluate(async () => {
    const { folder, openShell } = window.session;
    await folder.write({ 'app.ts': 'one', 'data/old.txt': 'x' });
    const told = new Promise((resolve) => folder.onChange(resolve));
    const shell = await openShell({ cols: 80, rows: 24 });
    shell.write('mkdir -p node_modules/x .git; touch node_modules/x/index.js .git/HEAD; echo two > app.ts; printf "\\\\377" > data/bytes; rm data/old.txt; exit\r');
    await shell.exit;
    const first = await told;
    await folder.write({ 'main.ts': 'three' });
    return { told: first, read: await folder.read() };
  }); // prettier-ignore
  expect(told).toEqual({ 'app.ts': 'two\n', 'data/bytes': expect.anything() });
  expect(read).toEqual({ 'main.ts': 'three' });
});

test('npm install brings a package that runs can import, and leaves what the container stands on', async () => {
  const { installed, report } = await page().evaluate(async () => {
    const { folder, openShell } = window.session;
    await folder.write({
      'vendor/shout/package.json': '{ "name": "shout", "version": "1.2.3", "main": "index.js" }',
      'vendor/shout/index.js': 'exports.shout = (text) => `${text.toUpperCase()}!`;',
    });
    const shell = await openShell({ cols: 80, rows: 24 });
    shell.onData(() => {});
    shell.write('npm install --install-links --no-audit --no-fund ./vendor/shout; exit\r');
    await shell.exit;
    const files = await folder.read();
    const runtime = await window.createRuntime('webcontainer', { assets: '/snapshot/', engine: '/engine/' });
    await runtime.mount({
      'app.ts': "import { shout } from 'shout';\nexport const value = shout('a');",
      'app.test.ts':
        "import { expect, test } from 'vitest';\nimport express from 'express';\nimport { value } from './app.ts';\ntest('works', () => expect([value, typeof express]).toEqual(['A!', 'function']));",
    });
    const report = await runtime.test();
    await runtime.dispose();
    return { installed: files['package.json'], report };
  });
  expect(JSON.parse(String(installed))).toMatchObject({ dependencies: { shout: 'file:vendor/shout' } });
  expect(report).toMatchObject({ status: 'passed', tests: [{ name: 'works', status: 'passed' }] });
});
