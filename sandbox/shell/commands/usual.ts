import { defineCommand, type Command } from 'just-bash/browser';
import type { ShellHost } from '../types.ts';

/** `ls` of several files: the interpreter's leaves a line empty between them, which is meant for folders. */
export const withoutGaps = (listed: string): string => listed.replace(/\n\n(?![^\n]*:\n)/g, '\n');

export const ls: Command = defineCommand('ls', async (args, ctx) => {
  const result = await ctx.origCommand!(args);
  const stderr = result.stderr.replace(/^ls: (.+): No such file or directory$/gm, "ls: cannot access '$1': No such file or directory"); // prettier-ignore
  return { ...result, stdout: withoutGaps(result.stdout), stderr };
});

/** `uniq -c` with its counts as wide as GNU's. */
export const uniq: Command = defineCommand('uniq', async (args, ctx) => {
  const result = await ctx.origCommand!(args);
  const counts = args.some((arg) => /^-[a-z]*c|^--count$/.test(arg));
  const wide = (text: string) => text.replace(/^ *(\d+) /gm, (_, count: string) => `${count.padStart(7)} `);
  return counts ? { ...result, stdout: wide(result.stdout) } : result;
});

/** As the prompt says; the interpreter has a name of its own. */
export const whoami: Command = defineCommand('whoami', async () => ({ stdout: 'learner\n', stderr: '', exitCode: 0 }));

/** `history [count]`, of all visits on this device. */
export const createHistoryCommand = (host: Pick<ShellHost, 'history'>): Command =>
  defineCommand('history', async ([count = '']) => {
    if (count && !/^\d+$/.test(count)) {
      return { stdout: '', stderr: 'history: usage: history [count]\n', exitCode: 2 };
    }
    const lines = (await host.history()).map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`);
    return {
      stdout: lines.slice(count ? Math.max(0, lines.length - Number(count)) : 0).join(''),
      stderr: '',
      exitCode: 0,
    };
  });
