import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProject } from './project.ts';

let project: ReturnType<typeof createProject>;
beforeAll(() => {
  project = createProject();
  for (const folder of ['', '/solution', '/alt/plus', '/alt/sum', '/wrong/minus'])
    mkdirSync(path.join(project.folder, `exercises/tiny${folder}`), { recursive: true });
});
afterAll(() => project.dispose());

const readme = `---
title: Add
kind: write
language: typescript
focus: [app.ts]
hints: [Look, Think, Write]
wrong:
  minus: 'It subtracts'
---

Finish \`add\` in \`app.ts\`: it returns the sum of two whole numbers, also when one of them is below zero.
`;
const add = (body: string) => `export function add(a: number, b: number): number {\n  ${body}\n}\n`;
/** The suite, which asks \`add\` for these. */
const suite = (cases: string, more = '') => `import { expect, test } from 'vitest';
import { explain } from '#testing';
import { add } from './app.ts';
${more}
test.each(${cases})('adds %i and %i', (a, b, sum) => {
  const got = add(a, b);
  expect(got, explain({
    diagnosis: got === a - b && 'It subtracts', sent: \`add(\${a}, \${b})\`, got: String(got),
    expected: String(sum), because: 'that is their sum', look: 'what add returns',
  })).toBe(sum);
});
`; // prettier-ignore
const good = suite('[[1, 2, 3], [-4, 4, 0]]');

function write(files: Record<string, string> = {}) {
  const all = {
    'README.md': readme,
    'app.ts': add('// TODO: add them\n  return 0;'),
    'app.test.ts': good,
    'solution/app.ts': add('return a + b;'),
    'alt/plus/app.ts': add('return b + a;'),
    'alt/sum/app.ts': add('return [a, b].reduce((sum, one) => sum + one, 0);'),
    'wrong/minus/app.ts': add('return a - b;'),
    ...files,
  };
  for (const [file, text] of Object.entries(all)) project.write(`exercises/tiny/${file}`, text);
}

interface Found {
  file: string;
  line?: number;
  rule: string;
  problem: string;
}

const findings = () => {
  const { exercises } = JSON.parse(project.read('found.json')) as { exercises: { findings: Found[] }[] };
  return exercises[0]!.findings.map(({ file, line, rule, problem }) => `${file}:${line ?? ''} ${rule}: ${problem}`);
};

describe('npm run check <slug>', () => {
  test('shows a table, keeps what learners read, and ends with 0 when everything holds', async () => {
    write();
    const first = await project.run('check', 'tiny', '--json', 'found.json', '--update', '--mutants');
    expect(first.text).toMatch(/tiny +✓ +✓ +✓ +2\/2 +✓ +8\/8 +2\/2/);
    expect(first.text).toMatch(/2 mutants in [\d.]+ s [^:]+: 0 of them live unexplained/);
    expect(first.code).toBe(0);
    expect(project.read('exercises/tiny/feedback.md')).toContain(
      '- **It subtracts**\n- You sent add(1, 2)\n- We got -1',
    );
  });

  test('each finding has its place, and the command ends with 1', async () => {
    write({
      'app.test.ts': suite('[[1, 2, 3], [-4, 4, 0]]').replace("&& 'It subtracts'", "&& 'It takes away'"),
      'wrong/minus/app.ts': add('return 7;'),
      'alt/sum/app.ts': add('return a * b;'),
      'notes.orig': '',
    });
    const { code, text } = await project.run('check', 'tiny', '--json', 'found.json');
    expect(code).toBe(1);
    expect(text).toContain('✗ exercises/tiny/notes.orig stray files');
    expect(findings()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^exercises\/tiny\/app\.test\.ts:\d+ right answers: alt\/sum is a right answer and fails “adds 1 and 2”/,
        ),
        expect.stringMatching(
          /^exercises\/tiny\/app\.test\.ts:\d+ wrong answers: wrong\/minus should be met by “It subtracts”/,
        ),
        expect.stringMatching(/^exercises\/tiny\/feedback\.md:\d+ feedback: Learners read something else now/),
      ]),
    );
    project.remove('exercises/tiny/notes.orig');
  });

  test('what could not be graded is not kept as what learners read', async () => {
    write({ 'wrong/minus/app.ts': 'export const = 1;', 'feedback.md': 'kept' });
    const { code, text } = await project.run('check', 'tiny', '--update');
    expect(code).toBe(1);
    expect(text).toContain('wrong/minus could not be graded');
    expect(project.read('exercises/tiny/feedback.md')).toBe('kept');
  });

  test('finds suites that ask too little, and those that cannot run twice', async () => {
    write({
      'app.test.ts': suite(
        '[[0, 2, 2]]',
        "const seen = ((globalThis as any).seen ??= []);\ntest('is alone', () => expect(seen.push(1)).toBe(1));",
      ),
    });
    const { code } = await project.run('check', 'tiny', '--json', 'found.json');
    expect(code).toBe(1);
    const found = findings().join('\n');
    expect(found).toMatch(/app\.test\.ts: leaks: The suite does not pass three times in one process/);
    expect(found).toMatch(/app\.test\.ts: ways around: An answer that knows the suite and not the task passes/);
  });

  test('a right answer that needs longer than a learner has is found', async () => {
    // In processor time: on a busy computer, a clock would run on while the answer has no turn.
    const compute =
      'for (const { user, system } = process.cpuUsage(); ; ) { const now = process.cpuUsage(); if (now.user + now.system - user - system > 600_000) break; for (let n = 0; n < 1e6; n++); }';
    write({
      'README.md': readme.replace('hints:', 'timeLimit: 1\nhints:'),
      'alt/sum/app.ts': add(`${compute}\n  return a + b;`),
    });
    const { code } = await project.run('check', 'tiny', '--json', 'found.json');
    expect(code).toBe(1);
    expect(findings()).toContainEqual(
      expect.stringMatching(
        /^exercises\/tiny\/alt\/sum\/app\.ts: time: alt\/sum is right, and takes \d\.\d s where timeLimit is 1 s/,
      ),
    );
  });

  test('asks for names that are there', async () => {
    const { code, text } = await project.run('check', 'tinny');
    expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining('Did you mean tiny') });
  });
});
