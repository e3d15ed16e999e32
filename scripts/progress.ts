// `npm run progress`: what is done, begun and due; the record as a file, and another one joined with it.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readCourse } from '../sandbox/local/course.ts';
import { createLocalProgress } from '../sandbox/local/progress-file.ts';
import { formatStanding, standing } from '../sandbox/local/progress-table.ts';
import { createWorkspace, WorkspaceError } from '../sandbox/local/workspace.ts';
import { gainOf, ProgressFileError, readProgressFile, writeProgressFile } from '../sandbox/progress/file.ts';
import type { Progress } from '../sandbox/progress/progress.ts';
import { count } from '../sandbox/local/words.ts';
import { command, paint, project } from './command.ts';

const usage = `Usage: npm run progress [-- options]

Shows what is completed, begun and due for review. It is the record that the page exports and imports.

  --export [file]   writes it to a file, by default engine-room-progress-<day>.json; - is standard output
  --import <file>   joins a file with it: no completion and no answer of either is lost
  --json            the table as JSON, and nothing else on standard output`;

await command(
  usage,
  async (words, options) => {
    const local = createLocalProgress(createWorkspace(project).folder);
    const { progress, problem } = await local.load();
    if (problem) console.error(local.words(problem));
    if (options.import !== undefined) await join(local, progress, options.import || words[0]);
    else if (options.export !== undefined) save(progress, options.export || words[0]);
    else if (words.length) throw new WorkspaceError(`“${words.join(' ')}”? The options are --export, --import and --json.`);
    else {
      const stands = standing(progress, readCourse(project), Date.now());
      console.log(options.json ? JSON.stringify(stands, undefined, 2) : formatStanding(stands, paint));
    }
    return problem?.kind === 'newer' ? 2 : 0;
  },
  {
    export: { type: 'string', bare: true },
    import: { type: 'string', bare: true },
    json: { type: 'boolean' },
  },
); // prettier-ignore

function save(progress: Progress, named: string | undefined): void {
  const text = writeProgressFile(progress);
  if (named === '-') return void process.stdout.write(text);
  const file = named ?? `engine-room-progress-${new Date().toISOString().slice(0, 10)}.json`;
  if (existsSync(file)) throw new WorkspaceError(`${file} is there already, and was left alone. Name another file: --export=<file>.`);
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw new WorkspaceError(`${file} could not be written: ${(error as Error).message}.`);
  }
  console.log(`Wrote ${file}. Import it on another device, under Progress or with \`npm run progress -- --import=<file>\`.`);
} // prettier-ignore

async function join(local: ReturnType<typeof createLocalProgress>, mine: Progress, file: string | undefined) {
  if (!file) throw new WorkspaceError('Which file? Write --import=<file>.');
  if (!existsSync(file) || !statSync(file).isFile()) throw new WorkspaceError(`There is no file ${file}.`);
  try {
    const { progress: theirs, faults } = readProgressFile(readFileSync(file, 'utf8'));
    const gain = gainOf(mine, theirs);
    await local.merge(theirs);
    const after = await local.load();
    if (after.problem && after.problem.kind !== 'unreadable') throw new WorkspaceError(local.words(after.problem)!);
    console.log(`Joined ${file}: ${gainWords(gain)}.`);
    for (const fault of faults.slice(0, 5)) console.log(`Left out, as it could not be read: ${fault}`);
  } catch (error) {
    throw error instanceof ProgressFileError ? new WorkspaceError(`${file}: ${error.message}`) : error;
  }
}

function gainWords({ exercises, completed, answers, reviews }: ReturnType<typeof gainOf>): string {
  const parts = [
    exercises && `${count(exercises, 'exercise')} more begun`,
    completed && `${count(completed, 'exercise')} more completed`,
    answers && count(answers, 'answer'),
    reviews && count(reviews, 'mixed review'),
  ].filter(Boolean);
  return parts.length ? parts.join(', ') : 'nothing in it was new';
}
