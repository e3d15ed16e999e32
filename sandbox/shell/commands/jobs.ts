import type { CommandResult } from '../types.ts';
import type { Run } from './index.ts';

const done = (stdout = ''): CommandResult => ({ stdout, stderr: '', exitCode: 0 });
const fail = (stderr: string): CommandResult => ({ stdout: '', stderr: `${stderr}\n`, exitCode: 1 });
/** `%1`, `1`, `%node` and nothing at all name a job. */
const idOf = (text: string | undefined, all: { id: number; command: string }[]) => {
  if (text === undefined || /^%[+%]?$/.test(text)) return all.at(-1)?.id;
  const number = /^%?(\d+)$/.exec(text);
  return number ? Number(number[1]) : all.find(({ command }) => command.startsWith(text.replace(/^%/, '')))?.id;
};

export const jobs: Run = async (_args, _ctx, { host }) => {
  const lines = (await host.jobs()).map(({ id, command, running }, index, all) => {
    const mark = index === all.length - 1 ? '+' : '-';
    return `[${id}]${mark}  ${running ? 'Running' : 'Done'.padEnd(7)}                 ${command}${running ? ' &' : ''}\n`;
  });
  return done(lines.join(''));
};

export const kill: Run = async (args, _ctx, { host }) => {
  const names = args.filter((arg) => !arg.startsWith('-'));
  if (!names.length) return { ...fail('kill: usage: kill %1'), exitCode: 2 };
  const all = await host.jobs();
  for (const name of names) {
    const id = idOf(name, all);
    if (id === undefined || !(await host.kill(id))) {
      return fail(`bash: kill: ${name}: ${name.startsWith('%') ? 'no such job' : 'No such process'}`);
    }
  }
  return done();
};

export const fg: Run = async ([name], _ctx, { host }) => {
  const id = idOf(name, await host.jobs());
  const result = id === undefined ? undefined : await host.foreground(id);
  return result ?? fail(`bash: fg: ${name ?? 'current'}: no such job`);
};
