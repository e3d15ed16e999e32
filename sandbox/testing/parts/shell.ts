import { onTestFinished } from 'vitest';
import { createScriptPlace, type ScriptPlace } from '../../shell/script-shell.ts';
import type { ShellRun } from '../../types.ts';
import { explained } from '../explain.ts';
import { recordRun } from '../record.ts';
import { inspectGit, quote, type GitView } from './shell/git-view.ts';

export type { GitCommit, GitView } from './shell/git-view.ts';

export interface OpenShell {
  /** What lies there before the first command; paths are below the folder of the shell. */
  files?: Record<string, string | Uint8Array>;
  /** The folder in which commands run. */
  cwd?: string;
  /** Beside HOME, PATH and who commits. */
  env?: Record<string, string>;
  /** The time of the commits, asked before each command: hashes are equal wherever the suite runs. */
  now?: () => Date | number;
}

export interface RunOptions {
  stdin?: string;
  /** ms that the command may take. */
  timeout?: number;
}

export interface TestShell {
  /** Runs a command line in a bash of its own, as a terminal does. Only the files stay for the next one. */
  run(command: string, options?: RunOptions): Promise<ShellRun>;
  /** The text files below the folder, by their paths in it; what git keeps for itself is left out. */
  files(): Promise<Record<string, string>>;
  /** Adds a file or replaces it, as somebody else would. */
  write(path: string, contents: string): Promise<void>;
  /** The repository in the folder of the shell. */
  git: GitView;
  /** The one in a folder below it. */
  repository(folder: string): GitView;
}

const home = '/home/learner';
const identity = '[user]\n\tname = Learner\n\temail = learner@example.com\n[init]\n\tdefaultBranch = main\n';
const usualTimeout = 5000;
const firstSecond = Date.UTC(2026, 0, 5, 9);

/**
 * A bash with git in an empty folder, until the test ends. Every command is recorded and shows in the report.
 *
 *     const shell = await openShell({ files: { 'top.sh': script, 'access.log': log } });
 *     const { stdout, exitCode } = await shell.run('bash top.sh access.log');
 *
 * With `npm test <slug> -- --native` (`SHELL_NATIVE=1` in the environment), the bash and the git of this machine run instead.
 */
export async function openShell(options: OpenShell = {}): Promise<TestShell> {
  const { cwd = `${home}/work`, env = {}, now = () => firstSecond } = options;
  const files = Object.entries(options.files ?? {}).map(([path, contents]) => [`${cwd}/${path}`, contents] as const);
  const start = Object.fromEntries([[`${home}/.gitconfig`, identity], [`${cwd}/.keep`, ''], ...files]);
  const place = await openPlace(start);
  onTestFinished(() => place.end());
  const quietly = async (command: string, { stdin, timeout = usualTimeout }: RunOptions = {}) => {
    const date = new Date(now()).toISOString().replace(/\.\d+Z$/, '+00:00');
    const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const usual = { HOME: home, USER: 'learner', LANG: 'C.UTF-8', TZ: 'UTC', GIT_EDITOR: 'true', ...dates };
    const result = await place.run(command, { stdin, timeout, cwd, env: { ...usual, ...env } });
    const { endless, ...run } = { command, ...(stdin !== undefined && { stdin }), ...result };
    return { run: run as ShellRun, endless };
  };
  await quietly('rm .keep');
  return {
    async run(command, init) {
      const { run, endless } = await quietly(command, init);
      recordRun(run);
      if (endless) throw noEnd(command, endless);
      return run;
    },
    files: async () => textFiles(await place.read(cwd)),
    write: (path, contents) => place.write(`${cwd}/${path}`, contents),
    git: inspectGit(async (command) => (await quietly(command)).run),
    repository: (folder) => inspectGit(async (command) => (await quietly(`cd ${quote(folder)} && ${command}`)).run),
  };
}

async function openPlace(files: Record<string, string | Uint8Array>): Promise<ScriptPlace> {
  if (!globalThis.process?.env['SHELL_NATIVE']) return createScriptPlace(files);
  const { createNativePlace } = await import('../../shell/native-shell.ts');
  return createNativePlace(files);
}

function noEnd(command: string, endless: string): Error {
  return explained(
    {
      diagnosis: 'Your script does not end',
      sent: `\`${command}\``,
      got: endless,
      expected: 'an end',
      because: 'whoever runs a script waits for it',
      look: 'the condition of your loop: what makes it false?',
    },
    'the script was ended',
  );
}

function textFiles(all: Record<string, Uint8Array>): Record<string, string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const found: Record<string, string> = {};
  for (const [path, bytes] of Object.entries(all)) {
    if (/(?:^|\/)\.git\/|\.git\/(?:objects|refs|hooks|info|HEAD|config)/.test(path)) continue;
    try {
      found[path] = decoder.decode(bytes);
    } catch {
      // Not a text.
    }
  }
  return found;
}
