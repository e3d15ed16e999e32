import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProject } from './project.ts';

/** What can be tried here of other systems; docs/platforms.md lists the rest. */
let project: ReturnType<typeof createProject>;
beforeAll(() => void (project = createProject()));
afterAll(() => project.dispose());

const exercise = 'exercises/hello-server';

test('a checkout with the line ends of Windows grades the same', async () => {
  await project.run('open', 'hello-server');
  for (const file of readdirSync(path.join(project.folder, exercise), { recursive: true }) as string[]) {
    const name = `${exercise}/${file}`;
    if (statSync(path.join(project.folder, name)).isFile()) project.write(name, project.read(name).replaceAll('\n', '\r\n'));
  }
  const app = 'workspace/hello-server/app.ts';
  const diagnosis = /^ {2}(\w[\w-]*): *(.+)$/m.exec(project.read(`${exercise}/README.md`).split(/^wrong:/m)[1]!)!;
  project.write(app, project.read(`${exercise}/wrong/${diagnosis[1]}/app.ts`));
  const wrong = await project.run('test', 'hello-server');
  expect(wrong.text).toContain(diagnosis[2]!.trim().replace(/^(['"])(.*)\1$/, '$2'));
  expect(wrong.text).not.toMatch(/differs from the course's suite|\r/);
  project.write(app, project.read(`${exercise}/solution/app.ts`));
  expect(await project.run('test', 'hello-server')).toMatchObject({ code: 0 });
}); // prettier-ignore

test('a folder that the tools cannot read is named, whatever the command', async () => {
  const there = createProject('C# ');
  for (const [script, ...words] of [['test', 'hello-server'], ['start']] as const) {
    expect(await there.run(script, ...words)).toMatchObject({ code: 2, text: expect.stringContaining('has “#” in its name') });
  }
  there.dispose();
}); // prettier-ignore
