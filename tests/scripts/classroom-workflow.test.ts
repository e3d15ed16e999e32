import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createProject } from './project.ts';

/** The recipe of docs/classrooms.md, followed to the letter: a template, a fork of it, and the steps of the workflow. */
const root = path.resolve(import.meta.dirname, '../..');
const workflow = parse(readFileSync(path.join(root, 'docs/classroom.yml'), 'utf8')) as {
  permissions: unknown;
  jobs: { grade: { steps: { uses?: string; run?: string }[] } };
};
const steps = workflow.jobs.grade.steps.flatMap(({ run }) => (run ? [run] : []));

let template: ReturnType<typeof createProject>;
let fork = '';
const app = 'workspace/hello-server/app.ts';
const inFork = (file: string) => path.join(fork, file);

beforeAll(async () => {
  template = createProject();
  for (const name of ['.gitignore', '.nvmrc', 'package-lock.json']) cpSync(path.join(root, name), path.join(template.folder, name));
  const ignored = template.read('.gitignore');
  expect(ignored.match(/^workspace\/$/gm)).toHaveLength(1);
  template.write('.gitignore', ignored.replace(/^workspace\/\n/m, '').replace('node_modules/', 'node_modules'));
  await template.run('open', 'hello-server');
  await template.run('test', 'hello-server');
  template.write('workspace/.run/left', '');
  fork = path.join(mkdtempSync(path.join(tmpdir(), 'fork ')), 'ann');
  git(template.folder, 'init', '--quiet');
  git(template.folder, 'add', '.');
  git(template.folder, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '-m', 'Begin');
  git(template.folder, 'clone', '--quiet', '--no-hardlinks', template.folder, fork);
  symlinkSync(path.join(root, 'node_modules'), inFork('node_modules'), 'junction');
}); // prettier-ignore
afterAll(() => {
  template.dispose();
  rmSync(path.dirname(fork), { recursive: true, force: true });
});

function git(cwd: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', words, { cwd, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** As a runner of GitHub takes a `run:` step. */
function take(step: string): { code: number | null; text: string; summary: string } {
  const summary = inFork('../summary.md');
  writeFileSync(summary, '# From another step\n');
  const env = { ...process.env, CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, NO_COLOR: '1', VITEST: undefined, NODE_ENV: undefined };
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step], { cwd: fork, env, encoding: 'utf8' });
  return { code: status, text: stdout + stderr, summary: readFileSync(summary, 'utf8') };
} // prettier-ignore

test('a fork holds the work, and nothing that commands keep for themselves', () => {
  expect(git(fork, 'ls-files', 'workspace').trim().split('\n')).toEqual(
    ['README.md', 'app.test.ts', 'app.ts', 'server.ts'].map((file) => `workspace/hello-server/${file}`),
  );
});

test('the workflow asks for no more than it needs, and installs the packages', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(steps).toHaveLength(2);
  // The same command without the download.
  expect(steps[0]).toBe('npm install');
  expect(take(`${steps[0]} --dry-run --offline --ignore-scripts --no-audit`).code).toBe(0);
});

test('a fork that passes gets a table, and the step ends with 0', () => {
  cpSync(inFork('exercises/hello-server/solution/app.ts'), inFork(app));
  const { code, summary } = take(steps[1]!);
  expect(summary).toContain('# From another step\n| Submission | hello-server |\n| --- | --- |\n| ann | ✓ passed |\n');
  expect(code).toBe(0);
});

test('a fork that fails gets the table, the reason and an annotation on its file', () => {
  writeFileSync(inFork(app), `${readFileSync(inFork(app), 'utf8').replace('200', '201')}\nconst = 1;\n`);
  const { code, text, summary } = take(steps[1]!);
  expect(code).toBe(1);
  expect(summary).toContain('| ann | ✗ syntax |');
  expect(text).toMatch(/^::error file=workspace\/hello-server\/app\.ts,line=\d+,col=7,title=[^]*const = 1;/m);
  expect(JSON.parse(readFileSync(inFork('grades.json'), 'utf8'))).toMatchObject({ totals: { failed: 1 } });
  expect(git(fork, 'status', '--porcelain', 'workspace').trim()).toBe('M workspace/hello-server/app.ts');
});

test('results that a learner hands in are not believed', () => {
  const line = { submission: 'ann', exercise: 'hello-server', fingerprint: 'x', result: { status: 'passed', passed: 1, tests: 1 } };
  writeFileSync(inFork('.engine-room-grades.jsonl'), JSON.stringify(line));
  expect(take(steps[1]!).code).toBe(1);
  expect(readFileSync(inFork('.engine-room-grades.jsonl'), 'utf8')).toBe(JSON.stringify(line));
}); // prettier-ignore

test('a fork without workspace/ is told what to do', () => {
  rmSync(inFork('workspace'), { recursive: true });
  const { code, text } = take(steps[1]!);
  expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining('checkout without workspace/') });
});
