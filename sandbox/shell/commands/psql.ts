import type { ScriptOutcome } from '../../services/postgres/answers.ts';
import { runPsql, type PsqlOptions } from '../../services/postgres/psql.ts';
import type { CommandResult } from '../types.ts';
import type { Run } from './index.ts';

const fail = (stderr: string, exitCode = 1): CommandResult => ({ stdout: '', stderr: `${stderr}\n`, exitCode });

/** Options with a value that name a server: here is one, without passwords. */
const connection = /^(?:-[dUhp]|--(?:dbname|username|host|port))$/;

interface Asked extends PsqlOptions {
  files: string[];
  unknown?: string;
}

/** `psql [options] [database]`, with SQL and meta-commands from `-c`, `-f` or the input. */
export const psql: Run = async (args, ctx, { host }) => {
  if (!host.ask) return fail('psql: there is no PostgreSQL server here. Suites start one with #testing/postgres.', 2);
  const { files, unknown, ...options } = readArgs(args.flatMap(apart));
  if (unknown) return fail(`psql: unrecognized option '${unknown}'\npsql: hint: Try "help" for what there is.`);
  const run = async (sql: string) => (await host.ask('postgres', 'script', { sql })).value as ScriptOutcome;
  const scripts: { text: string; name: string }[] = [];
  for (const file of files) {
    const path = ctx.fs.resolvePath(ctx.cwd, file);
    if (!(await ctx.fs.exists(path))) return fail(`psql: error: ${file}: No such file or directory`);
    scripts.push({ text: await ctx.fs.readFile(path), name: `psql:${file}:` });
  }
  if (!scripts.length && !options.commands.length) {
    const text = new TextDecoder().decode(Uint8Array.from(String(ctx.stdin), (letter) => letter.charCodeAt(0)));
    if (!text.trim()) return fail('psql: there is no prompt here. Give the SQL with the command: psql -c "SELECT 1", or psql -f schema.sql');
    scripts.push({ text, name: '' });
  }
  const results = options.commands.length ? [await runPsql('', options, run)] : [];
  for (const { text, name } of scripts) results.push(await runPsql(text, { ...options, commands: [] }, run, name));
  return {
    stdout: results.map(({ stdout }) => stdout).join(''),
    stderr: results.map(({ stderr }) => stderr).join(''),
    exitCode: results.find(({ exitCode }) => exitCode)?.exitCode ?? 0,
  };
}; // prettier-ignore

/** As getopt reads them: `-Atc SQL` is `-A -t -c SQL`, `-cSQL` is `-c SQL`. */
function apart(arg: string): string[] {
  const [, flags, valued, value] = /^-([tAqxXw]*)(?:([cfvdUhp])([^]*))?$/.exec(arg) ?? [];
  if (flags === undefined || arg.length < 3) return [arg];
  const rest = valued ? [`-${valued}`, ...(value ? [value] : [])] : [];
  return [...[...flags].map((letter) => `-${letter}`), ...rest];
}

function readArgs(args: string[]): Asked {
  const asked: Asked = { commands: [], files: [], tuples: false, unaligned: false, quiet: false, expanded: false, stops: false };
  const flags: Record<string, keyof PsqlOptions> = { t: 'tuples', A: 'unaligned', q: 'quiet', x: 'expanded' };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    const value = () => args[++at] ?? '';
    if (arg === '-c' || arg === '--command') asked.commands.push(value());
    else if (arg === '-f' || arg === '--file') asked.files.push(value());
    else if (arg === '-v' || arg === '--set') asked.stops ||= /^ON_ERROR_STOP(?:=(?:1|on|true))?$/.test(value());
    else if (connection.test(arg)) value();
    else if (/^-[tAqxXw]+$/.test(arg)) for (const letter of arg.slice(1)) if (flags[letter]) asked[flags[letter]] = true as never;
    if (arg.startsWith('-') && !/^(?:-[cfv]|--(?:command|file|set)|-[tAqxXw]+)$/.test(arg) && !connection.test(arg)) asked.unknown ??= arg;
  }
  return asked;
} // prettier-ignore
