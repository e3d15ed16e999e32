import type { Rule } from '../types.ts';
import type { Workflow } from './read.ts';

const steps = ({ jobs }: Workflow) => jobs.flatMap((job) => job.steps);
const untrusted =
  /\$\{\{[^}]*github\.(?:head_ref|event\.(?:issue|pull_request|comment|review|head_commit)[\w.]*\.(?:title|body|message|name|ref|label))[^}]*\}\}/;

export const rules: Rule<Workflow>[] = [
  {
    id: 'npm-ci',
    why: 'npm install may take other versions than the lockfile names: what is tested is then not what is shipped.',
    advice: 'Write npm ci.',
    find: (source) =>
      steps(source)
        .filter(({ run }) => /\bnpm (?:install|i)\s*(?:$|\n|&&|;)/.test(run))
        .map(({ line }) => ({ line: line('run'), problem: 'The lockfile is ignored.' })),
  },
  {
    id: 'deploy-needs',
    why: 'Jobs run side by side. Without needs, the code is live before its tests have failed.',
    advice: 'Write needs: with the job that tests.',
    find: ({ jobs }) =>
      jobs
        .filter((job) => job.deploys && jobs.length > 1 && job.get('needs') === undefined)
        .map(({ id, line }) => ({ line: line(), problem: `“${id}” does not wait for the tests.` })),
  },
  {
    id: 'deploy-main',
    why: 'Every branch and every pull request would put its own version before the users.',
    advice: "Write if: github.ref == 'refs/heads/main'.",
    find: ({ file, jobs, events }) => {
      const pushes = events.every((event) => event === 'push') && file.list('on', 'push', 'branches').join() === 'main';
      return jobs
        .filter((job) => job.deploys && !pushes && !/refs\/heads\/main|ref_name *== *'main'/.test(String(job.get('if') ?? '')))
        .map(({ id, line }) => ({ line: line(), problem: `“${id}” runs for other branches than main, too.` }));
    },
  },
  {
    id: 'least-permissions',
    why: 'The token of a run may otherwise write to the repository, and a package that turns bad finds it.',
    advice: 'Write permissions: contents: read at the top, and more only for the job that needs it.',
    find: ({ file, jobs }) => {
      const all = file.get('permissions');
      if (all === 'write-all') return [{ line: file.line('permissions'), problem: 'Every job may write everything.' }];
      const open = jobs.filter((job) => job.get('permissions') === undefined);
      return all === undefined && open[0] ? [{ line: open[0].line(), problem: 'Nothing limits what the token may do.' }] : [];
    },
  },
  {
    id: 'pinned-actions',
    why: 'A tag can be moved to other code by whoever takes over the action; a commit cannot.',
    advice: 'Name the commit, all 40 signs of it, and the version in a comment behind it.',
    find: (source) =>
      steps(source)
        .filter(({ uses }) => uses !== '' && !uses.startsWith('./') && !/@[0-9a-f]{40}$|@sha256:/.test(uses))
        .map(({ uses, line }) => ({ line: line('uses'), problem: `${uses} is not pinned to a commit.` })),
  },
  {
    id: 'no-fork-secrets',
    why: 'pull_request_target runs with your secrets. With the code of a fork checked out, a stranger reads them.',
    advice: 'Use pull_request, which has no secrets, for everything that runs code of the pull request.',
    find: (source) =>
      source.events.includes('pull_request_target')
        ? steps(source)
            .filter((step) => step.uses.startsWith('actions/checkout@') && /head/.test(String(step.with['ref'] ?? '')))
            .map(({ line }) => ({ line: line('uses'), problem: 'Code of a fork is checked out where your secrets are.' }))
        : [],
  },
  {
    id: 'no-injection',
    why: 'The text is put into the script before it runs: a title such as `"; curl …` becomes a command.',
    advice: 'Hand it over as an environment variable, and write "$TITLE" in the script.',
    find: (source) =>
      steps(source)
        .filter(({ run }) => untrusted.test(run))
        .map(({ line }) => ({ line: line('run'), problem: 'What a stranger wrote becomes part of a script.' })),
  },
]; // prettier-ignore
