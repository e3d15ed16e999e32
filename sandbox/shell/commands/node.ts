import { jobMark, liveMark } from '../terminal-output.ts';
import type { CommandResult } from '../types.ts';
import type { CommandParts, Run } from './index.ts';

const fail = (stderr: string, exitCode: number): CommandResult => ({ stdout: '', stderr, exitCode });

export const node: Run = async (args, ctx, parts) => {
  let [first, ...rest] = args;
  while (first === '--watch' || first === '--experimental-strip-types' || first === '--no-warnings')
    [first, ...rest] = rest;
  if (first === '--version' || first === '-v') first = undefined;
  if (args[0] === '--version' || args[0] === '-v') return runText('console.log(process.version)', [], ctx, parts);
  if (/^(?:-e|--eval|-p|--print)$/.test(first ?? '')) {
    const code = rest[0] ?? '';
    return runText(
      first!.includes('p') ? `console.log(eval(${JSON.stringify(code)}))` : code,
      rest.slice(1),
      ctx,
      parts,
    );
  }
  if (first === undefined) {
    return fail('node: there is no prompt for JavaScript here. Write a file and run it: node file.ts\n', 9);
  }
  if (first.startsWith('-')) return fail(`node: bad option: ${first}\n`, 9);
  return runFile(first, rest, ctx, parts);
};

type Context = Parameters<Run>[1];

/** Runs a file of the exercise, as `node` does. */
export async function runFile(file: string, args: string[], ctx: Context, parts: CommandParts): Promise<CommandResult> {
  const path = ctx.fs.resolvePath(ctx.cwd, file);
  const found = (await ctx.fs.exists(path)) ? path : undefined;
  if (!found || !(await ctx.fs.stat(found)).isFile) {
    return fail(`node: Cannot find module '${path}'\nThere is no such file. \`ls\` shows which ones there are.\n`, 1);
  }
  if (!found.startsWith(`${parts.start.home}/`)) {
    return fail(`node: only files in ${parts.start.home} can be run. Copy it there first.\n`, 1);
  }
  return parts.host.node({
    entry: found.slice(parts.start.home.length + 1),
    args,
    env: exported(ctx),
    live: ctx.env.get(liveMark) === '1',
    background: ctx.env.get(jobMark),
  });
}

/** Runs a line of code from a file that nobody sees. */
async function runText(code: string, args: string[], ctx: Context, parts: CommandParts): Promise<CommandResult> {
  const entry = '.node-eval.mjs';
  return parts.host.node({ entry, source: code, args, env: exported(ctx), live: ctx.env.get(liveMark) === '1' });
}

function exported(ctx: Context): Record<string, string> {
  const { [liveMark]: _live, [jobMark]: _job, PWD: _pwd, OLDPWD: _old, ...env } = { ...ctx.exportedEnv };
  return env;
}
