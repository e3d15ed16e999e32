// `npm run watch [slug …]`: grades again on each save.
import { watch } from 'node:fs';
import path from 'node:path';
import { gradeWork } from '../sandbox/local/grade-work.ts';
import { formatOutput, formatReport } from '../sandbox/local/print.ts';
import { createWorkspace, WorkspaceError } from '../sandbox/local/workspace.ts';
import { createLocalRuntime } from '../sandbox/runtimes/local.ts';
import type { Runtime } from '../sandbox/types.ts';
import { command, paint, project } from './command.ts';

/** ms in which several changes count as one save; editors write in steps. */
const pause = 20;
const workspace = createWorkspace(project);

await command('Usage: npm run watch [slug …]', async (words) => {
  for (const slug of words) workspace.open(slug);
  const slugs = words.length ? words : workspace.opened();
  if (!slugs.length) throw new WorkspaceError('Nothing is open yet. Open an exercise with `npm run open <slug>`.');
  for (const slug of slugs) await watchOne(slug);
  console.log('Waiting for changes. Ctrl+C ends it.');
  return new Promise(() => {});
});

async function watchOne(slug: string) {
  const runtime = await createLocalRuntime({ timeLimit: workspace.read(slug).timeLimit });
  let last = await gradeAndPrint(slug, runtime);
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watch(path.join(workspace.folder, slug), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(async () => void (last = await gradeAndPrint(slug, runtime, last)));
    }, pause);
  });
}

/** Returns what was graded, so that a save that changes nothing stays silent. */
async function gradeAndPrint(slug: string, runtime: Runtime, last?: string): Promise<string> {
  try {
    const work = workspace.work(slug);
    const text = JSON.stringify(work.files);
    if (text === last) return text;
    const started = performance.now();
    const { report, outputs } = await gradeWork(work, runtime);
    for (const note of work.notes) console.log(`Note: ${note}`);
    console.log(`${formatReport(work.exercise, report, paint)}\n${formatOutput(outputs, paint)}`);
    console.log(paint('dim', `  ${Math.round(performance.now() - started)} ms\n`));
    return text;
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    console.log(`${paint('yellow', '!')} ${error.message}\n`);
    return '';
  }
}
