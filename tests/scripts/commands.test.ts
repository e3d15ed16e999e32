import { existsSync, renameSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readProgressFile, writeProgressFile } from '../../sandbox/progress/file.ts';
import { attempted, noProgress } from '../../sandbox/progress/progress.ts';
import { createProject } from './project.ts';

let project: ReturnType<typeof createProject>;
beforeAll(() => void (project = createProject()));
afterAll(() => project.dispose());

const app = 'workspace/hello-server/app.ts';
const solution = () => project.read('exercises/hello-server/solution/app.ts');

describe('npm run open', () => {
  test('copies the task, the starter and the suite, and says what is next', async () => {
    const { code, text } = await project.run('open', 'hello-server');
    expect(code).toBe(0);
    expect(text).toContain('your work goes into workspace/hello-server/app.ts');
    expect(project.read(app)).toBe(project.read('exercises/hello-server/app.ts'));
  });

  test('never overwrites, and brings back what is missing', async () => {
    project.write(app, '// mine');
    project.remove('workspace/hello-server/README.md');
    expect((await project.run('open', 'hello-server')).text).toContain('Wrote README.md to');
    expect(project.read(app)).toBe('// mine');
    expect((await project.run('open', 'hello-server')).text).toContain('nothing was changed');
  });

  test('asks which one, and suggests the nearest', async () => {
    expect(await project.run('open')).toMatchObject({ code: 2, text: expect.stringContaining('hello-server') });
    const { code, text } = await project.run('open', 'helo-server');
    expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining('Did you mean hello-server?') });
    expect(text).not.toContain('    at ');
  });
});

describe('npm test <slug>', () => {
  test.each<[string, () => string, number, RegExp]>([
    ['the starter', () => project.read('exercises/hello-server/app.ts'), 1, /✗ .*of 10 tests failed/],
    ['the solution', solution, 0, /✓ .*passed[^]*All 10 tests passed/],
    ['a syntax error', () => 'export const = 1;\n', 1, /app\.ts, line 1, column 14[^]*export const = 1;/],
    ['no export', () => 'export const app = 1;\n', 1, /needs an export named `createApp`/],
    ['a package that is not there', () => `import 'koa';\n${solution()}`, 1, /'koa', which exercises cannot use/],
  ])('grades %s', async (_name, source, code, words) => {
    project.write(app, source());
    const graded = await project.run('test', 'hello-server');
    expect(graded.text).toMatch(words);
    expect(graded.code).toBe(code);
  });

  test('opens an exercise first, and grades with the course’s suite', async () => {
    const first = await project.run('test', 'validate-new-task');
    expect(first.text).toContain('Opened workspace/validate-new-task/');
    project.write('workspace/validate-new-task/app.test.ts', '');
    expect((await project.run('test', 'validate-new-task')).text).toMatch(/differs from the course's suite[^]*✗/);
    project.remove('workspace/validate-new-task');
  });

  test('says what a broken folder lacks and how to mend it', async () => {
    project.remove(app);
    const graded = await project.run('test', 'hello-server');
    expect(graded.code).toBe(2);
    expect(graded.text).toMatch(/workspace\/hello-server\/app\.ts is missing\. `npm run open hello-server`/);
    await project.run('open', 'hello-server');
  });

  test('notes each run in the file that the page exports and imports', async () => {
    const file = 'workspace/progress.json';
    const known = () => readProgressFile(project.read(file)).progress.exercises;
    project.write(
      file,
      writeProgressFile(attempted(noProgress(), 'notes-ownership', true, '2030-01-01T00:00:00.000Z')),
    );
    project.write(app, project.read('exercises/hello-server/app.ts'));
    await project.run('test', 'hello-server');
    expect(known()).toMatchObject({ 'hello-server': { status: 'started', attempts: 1 } });
    project.write(app, solution());
    await project.run('test', 'hello-server');
    expect(known()).toMatchObject({
      'hello-server': { status: 'completed', attempts: 2 },
      'notes-ownership': { status: 'completed' },
    });

    project.write(file, project.read(file).slice(0, -40));
    const damaged = project.read(file);
    const { code, text } = await project.run('test', 'hello-server');
    expect(code).toBe(0);
    const [, kept] = /progress\.json could not be read[^]*kept as (workspace\/\S+\.json)/.exec(text) ?? [];
    expect(project.read(kept!)).toBe(damaged);
    expect(known()).toMatchObject({ 'hello-server': { status: 'completed' } });
    expect((await project.run('test')).text).toMatch(/1 exercise completed, of \d+: hello-server/);
    project.remove(file);
    project.write(app, project.read('exercises/hello-server/app.ts'));
  });

  test('checks every name before it runs any', async () => {
    const { code, text } = await project.run('test', 'hello-server', 'nots-ownership');
    expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining('Did you mean notes-ownership?') });
    expect(text).not.toContain('Hello, server');
  });

  test('writes nothing but JSON or XML where a program reads, and shows hints when asked', async () => {
    project.write(app, project.read('exercises/hello-server/app.ts'));
    const json = await project.run('test', 'hello-server', '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject([{ slug: 'hello-server', status: 'failed' }]);
    const junit = await project.run('test', 'hello-server', '--junit=workspace/.run/report.xml', '--github', '--hint');
    expect(project.read('workspace/.run/report.xml')).toContain('<testsuite name="hello-server" tests="10"');
    project.remove('workspace/.run/report.xml');
    expect(junit.text).toMatch(
      /Hint 1 of 3: [^]*npm test hello-server -- --hint=2[^]*::error file=workspace\/hello-server/,
    );
    expect((await project.run('test', 'hello-server', '--junit')).out).toMatch(/^<\?xml [^]*<\/testsuites>\n$/);
  });

  test('leaves no folder of a run behind', () => {
    expect(existsSync(path.join(project.folder, 'workspace/.run')) && project.runs()).toEqual([]);
  });
});

test('a renamed folder is named by npm test', async () => {
  const workspace = path.join(project.folder, 'workspace');
  renameSync(path.join(workspace, 'hello-server'), path.join(workspace, 'hello-servr'));
  const { code, text } = await project.run('test');
  expect(code).toBe(2);
  expect(text).toMatch(/workspace\/hello-servr belongs to no exercise[^]*rename it back/);
  expect(text).toMatch(/\d\d exercises not started/);
  renameSync(path.join(workspace, 'hello-servr'), path.join(workspace, 'hello-server'));
});

test('npm run watch grades on each save, and a save without a change is silent', async () => {
  const { child, printed, ended } = project.start('watch', 'hello-server');
  await vi.waitFor(() => expect(printed.text).toContain('Waiting for changes'), { timeout: 15_000 });
  printed.text = '';
  project.write(app, solution());
  await vi.waitFor(() => expect(printed.text).toContain('All 10 tests passed'), { timeout: 10_000 });
  printed.text = '';
  project.write(app, solution());
  project.write(app, `${solution()}\nexport {`);
  await vi.waitFor(() => expect(printed.text).toContain('(syntax)'), { timeout: 10_000 });
  expect(printed.text.match(/Hello, server/g)).toHaveLength(1);
  project.remove('workspace/hello-server');
  await vi.waitFor(() => expect(printed.text).toContain('app.ts'), { timeout: 10_000 });
  printed.text = '';
  await project.run('open', 'hello-server');
  await vi.waitFor(() => expect(printed.text).toContain('of 10 tests failed'), { timeout: 10_000 });
  child.kill('SIGINT');
  await ended;
  expect(project.runs()).toEqual([]);
});

describe('npm run new', () => {
  test('writes an exercise that grades, and a lesson that uses it', async () => {
    const lesson = 'http-apis-with-express/routes';
    expect(await project.run('new', 'lesson', lesson)).toMatchObject({ code: 0 });
    const { code, text } = await project.run(
      'new',
      'exercise',
      'say-hello',
      '--lesson',
      lesson,
      '--title',
      'Say hello',
    );
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('npm run check say-hello') });
    expect(project.read('exercises/say-hello/README.md')).toContain('title: Say hello');
    expect(project.read(`lessons/${lesson}.mdx`)).toContain('<Exercise slug="say-hello" />');
    expect((await project.run('test', 'say-hello')).text).toMatch(/\d of \d tests failed/);
  });

  test.each([
    [['exercise', 'hello-server'], 'is there already'],
    [['exercise', 'Hello Server'], 'small letters, digits and single hyphens'],
    [['exercise', 'say-more', '--kind', 'essay'], 'No template fits kind essay'],
    [['exercise', 'one', 'two'], 'One name at a time'],
    [['lesson', 'hello'], 'Write its stage and its name'],
    [['lesson', 'http-apis-with-express/rutes'], 'Did you mean http-apis-with-express/routes?'],
    [['lesson', 'http-apis-with-express/crud', '--kind', 'fix'], '--kind is not for a lesson'],
    [['chapter', 'x'], 'an exercise or a lesson'],
  ])('refuses %s', async (words, message) => {
    const { code, text } = await project.run('new', ...words);
    expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining(message) });
  });
});

test('npm start says where the course is open already', async () => {
  const server = http.createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
  await vi.waitFor(() => expect(server.listening).toBe(true));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  project.note({ pid: process.pid, url });
  const { code, text } = await project.run('start');
  server.close();
  expect(code).toBe(0);
  expect(text).toContain(`already open at ${url}/`);
});

test('npm run check names its steps', async () => {
  const { code, text } = await project.run('check', 'typos');
  expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining('Did you mean types or tests?') });
});

test('an unknown option is refused with the usage', async () => {
  const { code, text } = await project.run('test', '--fast');
  expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining('Usage: npm test') });
});
