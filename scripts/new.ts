// `npm run new exercise <slug>` and `npm run new lesson <stage>/<lesson>`: something whole to write your own into.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WorkspaceError } from '../sandbox/local/workspace.ts';
import { command, paint, project, type Flags } from './command.ts';
import { createAsker } from './new/ask.ts';
import { wishesFor } from './new/dialogue.ts';
import { readRoadmap } from './new/lesson.ts';
import { planExercise, planLesson, type Course, type Plan } from './new/plan.ts';
import { templates } from './new/templates.ts';

const usage = `Usage: npm run new exercise <slug>  |  npm run new lesson <stage>/<lesson>  (--help says more)

With flags, which npm wants behind two dashes:
  npm run new -- exercise <slug> --template ${Object.keys(templates).join('|')}
                                 [--kind fix] [--language sql] [--title "…"] [--lesson <stage>/<lesson>] [--similar]
  npm run new -- lesson <stage>/<lesson> [--exercise <slug> …]`;

const text = { type: 'string' } as const;
const options = {
  template: text,
  kind: text,
  language: text,
  title: text,
  lesson: text,
  minutes: text,
  exercise: { type: 'string', multiple: true },
  similar: { type: 'boolean' },
} as const;

await command(
  usage,
  async (words, flags) => {
    refuseTakenByNpm(Object.keys(options));
    if (words.length > 2)
      throw new WorkspaceError(`One name at a time: what is “${words[2]}”? Titles stand in quotes.`);
    const course = readCourse();
    const plan = await asked(words, flags, course);
    write(plan);
    return 0;
  },
  options,
);

/** Asks for what is missing where somebody sits in front of it and gave no flag. */
async function asked(words: string[], flags: Flags, course: Course): Promise<Plan> {
  const asks = process.stdin.isTTY && process.stdout.isTTY && Object.keys(flags).length === 0;
  const asker = asks ? createAsker(process.stdin, process.stdout) : undefined;
  try {
    const wishes = await wishesFor(words, flags, course, asker);
    return wishes.what === 'exercise' ? planExercise(wishes, course) : planLesson(wishes, course);
  } catch (error) {
    // Whatever is wrong with a wish can be put right by whoever wished it.
    throw error instanceof Error && error.constructor === Error ? new WorkspaceError(error.message) : error;
  } finally {
    asker?.close();
  }
}

function readCourse(): Course {
  const folder = path.join(project, 'exercises');
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    ...readRoadmap(readFileSync(path.join(project, 'lessons', 'roadmap.yml'), 'utf8')),
    exercises: entries.map(({ name }) => name),
    lesson(id) {
      const file = path.join(project, 'lessons', `${id}.mdx`);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    },
  };
}

function write({ files, said, next }: Plan): void {
  for (const [file, contents] of Object.entries(files)) {
    const target = path.join(project, file);
    const known = existsSync(target);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, contents);
    console.log(`${known ? 'Changed' : 'Wrote  '} ${file}`);
  }
  console.log(`\n${said}\n\n${paint('bold', 'Next')}`);
  for (const [index, step] of next.entries()) console.log(`  ${index + 1}. ${step}`);
  console.log('docs/authoring.md goes through all of it.');
}

/** npm keeps flags for itself unless two dashes come first, and says nothing. */
function refuseTakenByNpm(names: string[]): void {
  const taken = names.find((name) => process.env[`npm_config_${name}`] !== undefined);
  if (taken)
    throw new WorkspaceError(`npm kept --${taken} for itself. Put two dashes before what is ours: npm run new -- …`);
}
