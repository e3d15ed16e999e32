import type { Run } from '../commands/index.ts';
import { absentGitCommands } from './absent.ts';
import { readConfig } from './config.ts';
import { readOptions } from './options.ts';
import { findRepo, globalConfig, openRepo } from './repo.ts';
import { gitCommands } from './table.ts';
import { Fatal, type Git } from './types.ts';
import { gitVersion } from './version.ts';
import { nearest } from '../../nearest.ts';

/** `git [-C folder] [-c name=value] <command> …` */
export const git: Run = async (args, ctx) => {
  const said = { stdout: '', stderr: '' };
  const env = { ...ctx.exportedEnv };
  const words = [...args];
  let { cwd } = ctx;
  const settings: Record<string, string> = {};
  for (let word = words[0]; word?.startsWith('-'); word = words[0]) {
    if (word === '-C') cwd = ctx.fs.resolvePath(cwd, words[1] ?? '.');
    else if (word === '-c') {
      const [name = '', value = 'true'] = (words[1] ?? '').split(/=(.*)/s);
      settings[name.toLowerCase()] = value;
    } else if (!['--no-pager', '-P', '--paginate', '-p'].includes(word)) break;
    words.splice(0, word === '-C' || word === '-c' ? 2 : 1);
  }
  const withSettings = <Read extends { get(key: string): string | undefined }>(config: Read): Read => ({ ...config, get: (key: string) => settings[key] ?? config.get(key) }); // prettier-ignore
  const context: Git = {
    fs: ctx.fs,
    cwd,
    env,
    stdin: String(ctx.stdin),
    print: (text) => void (said.stdout += text),
    warn: (text) => void (said.stderr += text),
    async repo() {
      const repo = await openRepo(context);
      return { ...repo, config: withSettings(repo.config) };
    },
    async config() {
      const found = await findRepo(ctx.fs, cwd);
      return withSettings(await readConfig(ctx.fs, [globalConfig(env), ...(found ? [`${found.gitdir}/config`] : [])]));
    },
  };
  let exitCode = 0;
  try {
    exitCode = (await runCommand(context, words)) ?? 0;
  } catch (error) {
    if (!(error instanceof Fatal)) throw error;
    said.stderr += `${error.message}\n`;
    exitCode = error.code;
  }
  return { ...said, exitCode };
};

async function runCommand(context: Git, [name, ...rest]: string[]): Promise<number | void> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    context.print(helpText());
    return name === undefined ? 1 : 0;
  }
  if (name === 'version' || name === '--version' || name === '-v') return context.print(`git version ${gitVersion}\n`);
  const alias = (await context.config()).get(`alias.${name}`);
  const command = gitCommands[name];
  if (!command && alias && !alias.startsWith('!')) return runCommand(context, [...alias.split(/\s+/), ...rest]);
  if (!command) throw unknownCommand(name);
  return command.run(context, readOptions(name, command, rest));
}

function unknownCommand(name: string): Fatal {
  const reason = absentGitCommands[name];
  if (reason) return new Fatal(`git: '${name}' is absent in this git. ${reason}`, 1);
  if (name.startsWith('-')) return new Fatal(`unknown option: ${name}\nusage: git [-C <path>] [-c <name>=<value>] <command> [<args>]`, 129);
  const near = nearest(name, Object.keys(gitCommands), 2);
  const hint = near.length ? `\n\nThe most similar command${near.length === 1 ? ' is' : 's are'}\n${near.map((one) => `\t${one}`).join('\n')}` : ''; // prettier-ignore
  return new Fatal(`git: '${name}' is not a git command. See 'git --help'.${hint}`, 1);
} // prettier-ignore

function helpText(): string {
  const rows = Object.entries(gitCommands).map(([name, { what }]) => `   ${name.padEnd(12)} ${what}\n`);
  return `usage: git [-C <path>] [-c <name>=<value>] <command> [<args>]\n\nThese commands are in this git:\n\n${rows.join('')}\nAbsent: ${Object.keys(absentGitCommands).join(', ')}\n`;
}
