import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { keptFile } from '../../sandbox/classroom/kept-results.ts';
import { createProject } from './project.ts';

let project: ReturnType<typeof createProject>;
beforeAll(() => {
  project = createProject();
  const readme = 'exercises/hello-server/README.md';
  project.write(readme, project.read(readme).replace('\nkind:', '\ntimeLimit: 2\nkind:'));
});
afterAll(() => project.dispose());

const folder = (...names: string[]) => path.join(project.folder, 'class', ...names);
const solution = () => project.read('exercises/hello-server/solution/app.ts');
const kept = () => readFileSync(folder(keptFile), 'utf8').trim().split('\n');

function handIn(name: string, app: string): void {
  mkdirSync(folder(name, 'workspace/hello-server'), { recursive: true });
  writeFileSync(folder(name, 'workspace/hello-server/app.ts'), app);
  writeFileSync(folder(name, 'workspace/hello-server/server.ts'), project.read('exercises/hello-server/server.ts'));
}

const lines = {
  right: '',
  wrong: 'Object.is = () => true;',
  loops: 'for (;;);',
  exits: 'process.exit(0);',
  serves: "import http from 'node:http'; http.createServer().listen(0);",
  // What another submission left, and what it could spoil.
  leaves: "import fs from 'node:fs'; fs.writeFileSync('left.txt', 'x'); if (fs.readdirSync('.').includes('found.txt')) throw new Error('found');",
  finds: "import fs from 'node:fs'; fs.writeFileSync('found.txt', 'x'); if (fs.readdirSync('.').includes('left.txt')) throw new Error('found');",
  reads: "import fs from 'node:fs'; fs.readFileSync(process.cwd() + '/../../../exercises/hello-server/solution/app.ts');",
  spoils: "import fs from 'node:fs'; fs.appendFileSync(process.cwd() + '/../../../class/" + keptFile + "', 'x');",
  starts: "import { spawn } from 'node:child_process'; spawn('sleep', ['60'], { detached: true });",
}; // prettier-ignore

test('a class is graded, one apart from the other, into a table and files', async () => {
  for (const [name, line] of Object.entries(lines)) handIn(name, `${line}\n${solution()}`);
  handIn('untouched', project.read('exercises/hello-server/app.ts'));
  mkdirSync(folder('absent'), { recursive: true });
  const { code, text } = await project.run('classroom', folder(), '--jobs', '2', '--csv', folder('grades.csv'), '--json', folder('grades.json'));
  const grades = JSON.parse(readFileSync(folder('grades.json'), 'utf8')) as { submissions: { submission: string; results: Record<string, { status: string; reason?: string; why?: string }> }[] };
  const of = Object.fromEntries(grades.submissions.map((one) => [one.submission, one.results['hello-server']!]));
  expect(Object.fromEntries(Object.entries(of).map(([name, { status, reason }]) => [name, reason ?? status]))).toEqual({
    right: 'passed',
    wrong: 'load',
    loops: 'timeout',
    exits: 'load',
    serves: 'failed',
    leaves: 'passed',
    finds: 'passed',
    reads: 'load',
    spoils: 'load',
    starts: 'load',
    untouched: 'not started',
    absent: 'not started',
  });
  expect([of['reads']!.why, of['spoils']!.why, of['starts']!.why].join()).toMatch(/allow-fs-read.*allow-fs-write.*allow-child-process/s);
  expect(text).toMatch(/^right +✓ passed$/m);
  expect(text).toContain('! loops, hello-server: Your code was still busy after 2 s before the first test began');
  expect(text).toContain('! absent holds neither workspace/ nor a folder named after an exercise.');
  expect(text).toContain('3 passed, 7 failed, 2 not started, 0 could not run.');
  expect(readFileSync(folder('grades.csv'), 'utf8')).toContain('right,passed,10 of 10,');
  expect(code).toBe(1);
  expect(project.runs()).toEqual([]);

  // The same again is known; what has changed is graded, as is everything when the suite has.
  handIn('wrong', solution());
  expect((await project.run('classroom', folder())).text).toContain('12 results, 1 of them graded now');
  project.write('exercises/hello-server/app.test.ts', `${project.read('exercises/hello-server/app.test.ts')}\n// changed\n`);
  const again = project.start('classroom', folder(), '--jobs', '1');
  const before = kept().length;
  await vi.waitFor(() => expect(kept().length).toBeGreaterThan(before), { timeout: 15_000 });
  again.child.kill('SIGINT');
  await again.ended;
  expect(again.printed.text).toMatch(/Stopped\. \d+ of 12 are graded\. The same command goes on from there\./);
  expect(project.runs()).toEqual([]);
  const done = kept().length - before;
  expect((await project.run('classroom', folder())).text).toContain(`12 results, ${10 - done} of them graded now`);
}); // prettier-ignore

test('refuses what it cannot grade, with the next step', async () => {
  const refused = async (...words: string[]) => {
    const { code, text } = await project.run('classroom', ...words);
    expect(code).toBe(2);
    return text;
  };
  expect(await refused()).toContain('Name one folder');
  expect(await refused(folder('nowhere'))).toContain('There is no folder');
  expect(await refused(folder(), '--exercises', 'helo-server')).toContain('Did you mean hello-server?');
  expect(await refused(folder(), '--jobs', 'many')).toContain('whole number');
  expect(await refused(path.join(project.folder, 'scripts'))).toContain('No submission holds an exercise');
});
