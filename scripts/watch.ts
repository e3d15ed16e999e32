// `npm run watch [slug …]`: grades again on each save.
import { statSync } from 'node:fs';
import path from 'node:path';
import { createLocalProgress } from '../sandbox/local/progress-file.ts';
import { createWorkspace, WorkspaceError } from '../sandbox/local/workspace.ts';
import { createLocalRuntime } from '../sandbox/runtimes/local.ts';
import type { Runtime } from '../sandbox/types.ts';
import { command, paint, project, type ExitCode } from './command.ts';
import { createDesk } from './watch/desk.ts';
import { keyList, listenToKeys } from './watch/keys.ts';
import { createRounds } from './watch/rounds.ts';

const limits = { timeLimit: 5 };
// It takes longest to start.
const runtime = createLocalRuntime({ timeLimit: () => limits.timeLimit });
let ready: Runtime | undefined;
void runtime.then((one) => (ready = one));
const workspace = createWorkspace(project);
const progress = createLocalProgress(workspace.folder);

const usage = `Usage: npm run watch [slug …] [-- --poll]

Grades these exercises again on each save; without a name the one that you changed last.

  --poll   looks at the files several times a second, for network drives and others that send no events
           (it begins by itself when a change came without one)

Keys: ${keyList}`;

await command(usage, async (words, { poll }) => watchAll(words.length ? words : [lastChanged()], poll), {
  poll: { type: 'boolean' },
});
await (await runtime).dispose();

function lastChanged(): string {
  const opened = workspace.opened().filter((slug) => workspace.slugs().includes(slug));
  const changed = (slug: string) =>
    Math.max(
      ...workspace.read(slug).focus.map((file) => {
        return statSync(path.join(workspace.folder, slug, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
      }),
    );
  const [last] = opened.toSorted((a, b) => changed(b) - changed(a));
  if (!last) throw new WorkspaceError('Nothing is open yet. Open an exercise with `npm run open <slug>`.');
  return last;
}

async function watchAll(slugs: string[], poll: boolean | undefined): Promise<ExitCode> {
  for (const slug of slugs) workspace.read(slug);
  const listening = process.stdin.isTTY === true;
  const rounds = createRounds({
    workspace,
    progress,
    runtime: (timeLimit) => ((limits.timeLimit = timeLimit), runtime),
    say: (text) => console.log(text),
    clear: () => void (listening && process.stdout.isTTY && process.stdout.write('\u001B[2J\u001B[H')),
    footer: () => console.log(listening ? paint('dim', keyList) : 'Waiting for changes. Ctrl+C ends it.'),
    paint,
  });
  const desk = createDesk({ project, workspace, progress, rounds, poll, paint, say: (text) => console.log(text) });
  for (const slug of slugs) await desk.take(slug);
  return new Promise<ExitCode>((resolve) => {
    const end = (after: () => void) => {
      undo();
      desk.close();
      after();
    };
    const undo = listenToKeys(process.stdin, (key) => {
      if (key === 'interrupt') end(() => process.kill(process.pid, 'SIGINT'));
      else if (key === 'q') end(() => resolve(0));
      else void desk.press(key);
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        // Nothing in it waits, so it is done before the signal ends the process; whoever hears it last sends it again.
        void ready?.dispose();
        process.kill(process.pid, signal);
      });
    }
  });
}
