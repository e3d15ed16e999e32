import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseExercise, taskReadme } from '../../../../sandbox/exercise.ts';
import { readFolder } from '../../../../sandbox/local/workspace.ts';
import { pack, unpack } from '../../../../site/exercise/history/archive.ts';
import { folderOf } from '../../../../site/exercise/history/folder.ts';
import { createProject } from '../../../scripts/project.ts';

const slug = 'hello-server';
let project: ReturnType<typeof createProject>;
beforeAll(() => void (project = createProject()));
afterAll(() => project.dispose());

/** The download of these files, unpacked where the course is. */
function unpackInto(files: Record<string, string>) {
  const inFolder = readFolder(`exercises/${slug}`);
  const exercise = parseExercise(slug, inFolder);
  const starter = exercise.starter as Record<string, string>;
  const archive = pack(folderOf(exercise, { ...starter, ...files }, taskReadme(exercise)));
  for (const { path, bytes } of unpack(archive)) {
    mkdirSync(dirname(join(project.folder, path)), { recursive: true });
    project.write(path, new TextDecoder().decode(bytes));
  }
}

it('lays a download out as `npm run open` does', async () => {
  await project.run('open', slug);
  const opened = readFolder(`${project.folder}/workspace/${slug}`);
  project.remove(`workspace/${slug}`);
  unpackInto({});
  expect(readFolder(`${project.folder}/workspace/${slug}`)).toEqual(opened);
  expect(project.read('README.txt')).toContain(`npm test ${slug}`);
});

it('is graded by `npm test`, with files of one’s own', async () => {
  const solution = project.read(`exercises/${slug}/solution/app.ts`);
  unpackInto({ 'app.ts': `export { createApp } from './lib/mine.ts';\n`, 'lib/mine.ts': solution });
  const { code, text } = await project.run('test', slug);
  expect(text).toContain('All 10 tests passed');
  expect(code).toBe(0);
});
