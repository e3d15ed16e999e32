import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readProgressFile, writeProgressFile } from '../../sandbox/progress/file.ts';
import { answered, attempted, noProgress, shown } from '../../sandbox/progress/progress.ts';
import { createProject } from './project.ts';

let project: ReturnType<typeof createProject>;
beforeAll(() => void (project = createProject()));
afterAll(() => project.dispose());

describe('npm run reset', () => {
  const app = 'workspace/hello-server/app.ts';
  const starter = () => project.read('exercises/hello-server/app.ts');

  test('puts the starter back and keeps everything that was there', async () => {
    await project.run('open', 'hello-server');
    expect((await project.run('reset', 'hello-server', '--yes')).text).toContain('is the starter already');
    project.write(app, '// mine');
    mkdirSync(path.join(project.folder, 'workspace/hello-server/lib'));
    project.write('workspace/hello-server/lib/own.ts', '// own');
    project.write('workspace/hello-server/.env', 'KEY=1');
    project.remove('workspace/hello-server/README.md');

    const asked = await project.run('reset', 'hello-server');
    expect(asked).toMatchObject({ code: 2, text: expect.stringContaining('Add `-- --yes`') });
    expect(project.read(app)).toBe('// mine');

    const { code, text } = await project.run('reset', 'hello-server', '--yes');
    expect(code).toBe(0);
    expect(text).toMatch(/starter: app\.ts\n {2}taken away: lib\/own\.ts\n {2}put back: README\.md/);
    const [copy = ''] = /workspace\/\.copies\/[\w/-]+/.exec(text) ?? [];
    expect(project.read(app)).toBe(starter());
    expect(project.read('workspace/hello-server/README.md')).toContain('# Hello, server');
    expect(() => project.read('workspace/hello-server/lib/own.ts')).toThrow('ENOENT');
    const kept = ['app.ts', 'lib/own.ts', '.env'].map((file) => project.read(`${copy}/${file}`));
    expect(kept).toEqual(['// mine', '// own', 'KEY=1']);

    project.write(app, '// mine too');
    const again = await project.run('reset', 'hello-server', '--yes');
    expect(again.code).toBe(0);
    expect(project.read(`${copy}/app.ts`)).toBe('// mine');
  });

  test('says what it needs', async () => {
    expect(await project.run('reset')).toMatchObject({ code: 2, text: expect.stringContaining('Which exercise?') });
    expect((await project.run('reset', 'notes-ownership', '--yes')).text).toContain('is not open');
  });
});

describe('npm run progress', () => {
  const file = 'workspace/progress.json';
  const time = '2030-01-01T00:00:00.000Z';

  test('shows what is completed, begun and due', async () => {
    let record = attempted(noProgress(), 'hello-server', true, '2020-01-01T00:00:00.000Z');
    record = attempted(shown(record, 'notes-ownership', '2020-01-01T00:00:00.000Z'), 'notes-ownership', false, time);
    mkdirSync(path.join(project.folder, 'workspace'), { recursive: true });
    project.write(file, writeProgressFile(record));
    const { code, text } = await project.run('progress');
    expect(code).toBe(0);
    expect(text).toMatch(
      /1\. What a backend does +0 of 2 +1 of 2 +– +–\n +· trace-buy-now: not begun\n +✓ hello-server: completed, 1 run/,
    );
    expect(text).toMatch(/0 of 2 +1 +–\n[^]*○ notes-ownership: begun, 1 run, solution seen/);
    expect(text).toContain('validate-new-task: not begun');
    expect(text).toContain('1 review is due');
    const json = JSON.parse((await project.run('progress', '--json')).out);
    expect(json).toMatchObject({
      due: 1,
      stages: [
        { exercises: [{ slug: 'trace-buy-now' }, { slug: 'hello-server', state: 'completed' }] },
        ...Array.from({ length: 11 }, () => ({})),
      ],
    });
  });

  test('goes out as a file and joins another one, and loses nothing of either', async () => {
    const out = path.join(project.folder, 'out.json');
    expect(await project.run('progress', '--export', out)).toMatchObject({ code: 0 });
    expect(project.read('out.json')).toBe(project.read(file));
    expect(await project.run('progress', `--export=${out}`)).toMatchObject({
      code: 2,
      text: expect.stringContaining('is there already'),
    });
    expect((await project.run('progress', '--export', '-')).out).toBe(project.read(file));

    const theirs = answered(
      attempted(noProgress(), 'validate-new-task', true, time),
      'a/b#c',
      { kind: 'quiz', right: true },
      time,
    );
    project.write('theirs.json', writeProgressFile(theirs));
    const joined = await project.run('progress', '--import', path.join(project.folder, 'theirs.json'));
    expect(joined).toMatchObject({
      code: 0,
      text: expect.stringContaining('1 exercise more begun, 1 exercise more completed, 1 answer'),
    });
    const { exercises } = readProgressFile(project.read(file)).progress;
    expect(Object.keys(exercises)).toEqual(['hello-server', 'notes-ownership', 'validate-new-task']);
    const again = await project.run('progress', '--import', path.join(project.folder, 'theirs.json'));
    expect(again.text).toContain('nothing in it was new');
  });

  test.each([
    ['no JSON', '{', /not JSON/],
    ['another file', '{"a":1}', /no progress of Engine Room/],
  ])('refuses %s', async (_name, text, words) => {
    project.write('theirs.json', text);
    const before = project.read(file);
    const refused = await project.run('progress', `--import=${path.join(project.folder, 'theirs.json')}`);
    expect({ ...refused, same: project.read(file) === before }).toMatchObject({
      code: 2,
      text: expect.stringMatching(words),
      same: true,
    });
  });
});
