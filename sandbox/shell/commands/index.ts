import { defineCommand, type Command, type ResolvedCommandContext } from 'just-bash/browser';
import type { Disk } from '../files.ts';
import type { CommandResult, ShellHost, ShellStart } from '../types.ts';
import { absent } from './absent.ts';
import { curl } from './curl.ts';
import { help } from './help.ts';
import { hosted } from './hosted.ts';
import { fg, jobs, kill } from './jobs.ts';
import { node } from './node.ts';
import { npm, npx } from './npm.ts';
import { sqlite3 } from './sqlite3.ts';
import { sort } from './sort.ts';
import { createHistoryCommand, ls, uniq, whoami } from './usual.ts';

export interface CommandParts {
  start: ShellStart;
  host: ShellHost;
  disk: Disk;
}

/** What a command's code is given: the arguments, and where it runs. */
export type Run = (args: string[], ctx: ResolvedCommandContext, parts: CommandParts) => Promise<CommandResult>;

const own: Record<string, Run> = { node, npm, npx, curl, sqlite3, jobs, fg, kill, 'terminal-help': help };

/** The commands that the interpreter does not have, or has only on a server. */
export function createCommands(parts: CommandParts): Command[] {
  const lazy = Object.entries(hosted).map(([name, load]): [string, Run] => [
    name,
    async (...given) => (await load())(...given),
  ]);
  const made = Object.entries({ ...own, ...absent, ...Object.fromEntries(lazy) }).map(([name, run]) =>
    defineCommand(name, async (args, ctx) => {
      // Programs and whoever looks into the files from outside see what was written before.
      const late = await parts.host.sync(await parts.disk.takeChanges());
      const result = await run(args, ctx, parts);
      return late.length ? { ...result, stderr: `${late.join('\n')}\n${result.stderr}` } : result;
    }),
  );
  const clear = defineCommand('clear', async () => {
    await parts.host.clear();
    return { stdout: '', stderr: '', exitCode: 0 };
  });
  return [
    ...made,
    clear,
    ls,
    sort,
    uniq,
    whoami,
    createHistoryCommand(parts.host),
    ...['sed', 'tee', 'touch', 'cp', 'mv', 'rm'].map((name) => plainRefusal(name, parts.disk)),
  ];
}

/** These say of a file that may not be written that it is not there, or show how the disk puts it. */
const plainRefusal = (name: string, disk: Disk) =>
  defineCommand(name, async (args, ctx) => {
    const before = disk.refusals();
    const result = await ctx.origCommand!(args);
    if (disk.refusals() === before) return result;
    const stderr = result.stderr.replace(/EACCES: permission denied|No such file or directory/g, 'Permission denied');
    return { ...result, stderr, exitCode: result.exitCode || 1 };
  });
