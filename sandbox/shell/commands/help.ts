import type { ShellStart } from '../types.ts';
import type { Run } from './index.ts';

/** Whose database a command reaches. */
const whose = (title: string, there: boolean | undefined) =>
  there ? `the ${title} of your server, which starts with it` : `a ${title} of this terminal, which is empty at first`;

const text = ({
  serve,
  beside,
}: ShellStart) => `This is a bash interpreter in your browser, not Linux. It works on the files of this exercise.

  ls cat grep sed awk jq sort find …   the usual tools; most explain themselves with --help
  node file.ts [arguments]   runs a program; Ctrl+C stops it
  npm start                  runs ${serve || 'your server'}; with & it stays in the background
  jobs, fg, kill %1          what runs in the background
  curl -i localhost:3000/    asks your server. Nothing else can be reached
  npm test                   grades your work, like the Run button
  sqlite3 notes.db "SELECT …"   SQL on a database file
  psql -c "SELECT …"         ${whose('PostgreSQL', beside?.includes('postgres'))}
  redis-cli SET name Ann     ${whose('Redis', beside?.includes('redis'))}
  git init, add, commit …    versions of your own; \`git help\` lists what is there

What you change here changes in the editor. The tests can be read, not changed.
Databases and other files that are no text, and everything outside of the exercise's folder,
live as long as this page is open. A program works on a copy of the files.

Tab completes, ↑ and Ctrl+R bring back old lines. Escape, then Tab leaves the terminal.
Ctrl+V pastes. Ctrl+C copies what is selected; when nothing is, it stops what runs.
`;

export const help: Run = async (_args, _ctx, { start }) => ({ stdout: text(start), stderr: '', exitCode: 0 });
