import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import http from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readProgressFile } from '../../sandbox/progress/file.ts';
import type { TestReport } from '../../sandbox/types.ts';
import { createProject } from './project.ts';

let project: ReturnType<typeof createProject>;
beforeAll(() => void (project = createProject()));
afterAll(() => project.dispose());

const python = spawnSync('python3', ['--version']).status === 0;
const here = (file: string) => path.join(import.meta.dirname, 'servers', file);
const hello = python ? ['python3', here('hello.py')] : [process.execPath, here('hello.mjs')];
const notes = [process.execPath, here('notes.mjs')];

/** Starts a program that prints its address. */
async function started([program, ...words]: string[], env: Record<string, string> = {}): Promise<string> {
  const child = spawn(program!, words, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return /http:\/\/\S+/.exec(line.toString())![0];
}

async function grade(slug: string, url: string) {
  const { code, out, text } = await project.runWith({ BASE_URL: url }, 'test', slug, '--json');
  const [report] = JSON.parse(out) as (TestReport & { server: string })[];
  const named = (status: string) => (report!.tests ?? []).filter((one) => one.status === status);
  return { code, text, report: report!, passed: named('passed'), failed: named('failed'), skipped: named('skipped') };
}

const completed = (slug: string) =>
  readProgressFile(project.read('workspace/progress.json')).progress.exercises[slug]?.status === 'completed';

describe('a server in another language', () => {
  test('is graded where its answers can be seen; what cannot be is skipped and said', async () => {
    // The learner's own file plays no part.
    await project.run('open', 'hello-server');
    project.write('workspace/hello-server/app.ts', 'export const = 1;');
    const url = await started(hello);
    const { code, text, report, passed, failed, skipped } = await grade('hello-server', url);
    expect({ code, status: report.status, server: report.server }).toEqual({ code: 0, status: 'passed', server: url });
    expect({ passed: passed.length, failed: failed.length }).toEqual({ passed: 8, failed: 0 });
    expect(skipped.map(({ message }) => message)).toEqual([
      expect.stringContaining('it looks into the program itself'),
      expect.stringContaining('it needs a clock that the test sets'),
    ]);
    expect(text).toContain('2 tests could not be checked over HTTP');
    expect(completed('hello-server')).toBe(false);
  });

  test('fails for a wrong answer, with a curl line to itself', async () => {
    const url = await started([...hello, 'wrong']);
    const { code, failed } = await grade('hello-server', url);
    expect(code).toBe(1);
    expect(failed.map(({ name }) => name)).toEqual(
      ['Ada', 'Zoë', 'Grace Hopper'].map((name) => `GET / > greets ${name} by name`),
    );
    expect(failed[0]!.exchange![0]!.curl).toBe(`curl -i '${url}/?name=Ada'`);
  });

  test('that can begin anew is graded in full, and is then completed', async () => {
    const { code, skipped, failed } = await grade('notes-ownership', await started([...notes, 'reset']));
    expect({ code, skipped, failed }).toEqual({ code: 0, skipped: [], failed: [] });
    expect(completed('notes-ownership')).toBe(true);
    const wrong = await grade('notes-ownership', await started([...notes, 'reset', 'wrong']));
    expect(wrong.code).toBe(1);
    expect(wrong.failed[0]!.explanation!.diagnosis).toBe("DELETE removed Bob's note");
  });

  test('that cannot begin anew is neither failed for what other tests left, nor passed for it', async () => {
    const { code, passed, failed, skipped } = await grade('notes-ownership', await started(notes));
    expect({ code, passed: passed.length, failed }).toEqual({ code: 0, passed: 5, failed: [] });
    expect(skipped[0]!.message).toContain('this one does not answer POST /_test/reset with 204');
  });
});

/** What every exercise promises: a right answer that is a program of its own is never failed. */
test.each(['hello-server', 'validate-new-task', 'notes-ownership'])(
  'the solution of %s passes as a server of its own',
  async (slug) => {
    const folder = path.join(project.folder, 'workspace', '.servers', slug);
    cpSync(path.join(project.folder, 'exercises', slug), folder, { recursive: true });
    cpSync(path.join(folder, 'solution'), folder, { recursive: true });
    const { code, failed } = await grade(
      slug,
      await started([process.execPath, path.join(folder, 'server.ts')], { PORT: await freePort() }),
    );
    expect({ code, failed }).toEqual({ code: 0, failed: [] });
  },
);

describe('what is not the right server', () => {
  test('is doubted when every answer is the same', async () => {
    const server = http.createServer((_request, response) =>
      response.writeHead(500, { Server: 'Other/1.0' }).end('no'),
    );
    const { code, text, report } = await grade('hello-server', await listening(server));
    expect({ code, status: report.status }).toEqual({ code: 1, status: 'failed' });
    expect(text).toMatch(/were answered with 500, so another program may be listening[^]*calls itself “Other\/1\.0”/);
  });

  test('cannot be graded when nothing listens, or the address is none', async () => {
    const { code, report } = await grade('hello-server', `http://127.0.0.1:${await freePort()}`);
    expect({ code, report }).toMatchObject({
      code: 2,
      report: { status: 'error', message: expect.stringContaining('Nothing listens at') },
    });
    const refused = await project.runWith({ BASE_URL: 'https://x' }, 'test', 'hello-server');
    expect(refused).toMatchObject({ code: 2, text: expect.stringContaining('only http:// can be graded') });
  });
});

async function listening(server: http.Server): Promise<string> {
  onTestFinished(() => void server.close().closeAllConnections());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}
