// `npm run reset <slug>`: the starter again; what was there is kept.
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { planReset, reset, type ResetPlan } from '../sandbox/local/reset.ts';
import { createWorkspace, WorkspaceError } from '../sandbox/local/workspace.ts';
import { command, paint, project } from './command.ts';

const usage = `Usage: npm run reset <slug> [-- --yes]

Puts the starter of an exercise back. Your files are copied to workspace/.copies/ first.

  --yes   without asking`;

await command(
  usage,
  async ([slug, ...more], { yes }) => {
    const workspace = createWorkspace(project);
    if (!slug || more.length) throw new WorkspaceError(`Which exercise? Name one. Open are: ${workspace.opened().join(', ') || 'none'}.`);
    const plan = planReset(workspace, slug);
    if (!workspace.opened().includes(slug)) throw new WorkspaceError(`workspace/${slug} is not open. \`npm run open ${slug}\` copies the starter.`);
    if (!plan.changed.length && !plan.removed.length && !plan.missing.length) {
      console.log(`workspace/${slug} is the starter already; nothing was changed.`);
      return 0;
    }
    if (!yes && !process.stdin.isTTY)
      throw new WorkspaceError('This asks before it changes files, and there is nobody to ask. Add `-- --yes`.');
    console.log(inWords(plan));
    if (!yes && !(await confirmed())) {
      console.log('Nothing was changed.');
      return 1;
    }
    const copy = reset(workspace, plan, new Date());
    console.log(`workspace/${slug} holds the starter again.`);
    if (copy) console.log(`Your files are in ${paint('bold', path.relative(project, copy))}. Copy them back to go on with them.`);
    return 0;
  },
  { yes: { type: 'boolean' } },
); // prettier-ignore

function inWords({ slug, changed, removed, missing }: ResetPlan): string {
  const parts = [
    changed.length && `  back to the starter: ${changed.join(', ')}`,
    removed.length && `  taken away: ${removed.join(', ')}`,
    missing.length && `  put back: ${missing.join(', ')}`,
  ];
  return `In workspace/${slug}:\n${parts.filter(Boolean).join('\n')}`;
}

async function confirmed(): Promise<boolean> {
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question('Put the starter back? A copy of your files is kept. [y/N] ');
  ask.close();
  return /^y(es)?$/i.test(answer.trim());
}
