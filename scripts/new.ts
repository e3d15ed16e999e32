// `npm run new exercise <slug>` and `npm run new lesson <stage>/<lesson>`: a skeleton that already works.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WorkspaceError } from '../sandbox/local/workspace.ts';
import { command, project } from './command.ts';
import { exerciseSkeleton, lessonSkeleton } from './skeletons.ts';

const usage = 'Usage: npm run new exercise <slug>  |  npm run new lesson <stage>/<lesson>';
const word = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

await command(usage, async ([kind, name = '']) => {
  if (kind !== 'exercise' && kind !== 'lesson') throw new WorkspaceError('Say what is new: an exercise or a lesson.');
  const parts = name.split('/');
  if (parts.length !== (kind === 'lesson' ? 2 : 1) || !parts.every((part) => word.test(part))) {
    const form = kind === 'lesson' ? 'http-apis-with-express/hello-server' : 'hello-server';
    throw new WorkspaceError(
      `“${name}” cannot be the name of ${kind === 'lesson' ? 'a lesson' : 'an exercise'}. Write it like ${form}: small letters, digits and single hyphens.`,
    );
  }
  const target = kind === 'lesson' ? `lessons/${name}.mdx` : `exercises/${name}`;
  if (existsSync(path.join(project, target))) throw new WorkspaceError(`${target} is there already.`);
  if (kind === 'lesson') refuseUnknownStage(parts[0]!);
  const files = kind === 'lesson' ? { [target]: lessonSkeleton(parts[1]!) } : under(target, exerciseSkeleton(name));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
    console.log(`Wrote ${file}`);
  }
  if (kind === 'exercise')
    console.log(`Next: one line \`<Exercise slug="${name}" />\` in a lesson, then \`npm run check\`.`);
  else
    console.log(
      'Next: its entry in lessons/roadmap.yml, its exercise, an earlier lesson to ask about; `npm run check`.',
    );
  return 0;
});

function under(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]));
}

function refuseUnknownStage(stage: string) {
  const lessons = path.join(project, 'lessons');
  if (existsSync(path.join(lessons, stage))) return;
  const stages = readdirSync(lessons, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  console.log(`Note: lessons/${stage}/ is new. So far there are: ${stages.map(({ name }) => name).join(', ')}.`);
}
