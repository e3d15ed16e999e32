import type { CommandResult } from '../types.ts';
import type { Run } from './index.ts';

const fail = (stderr: string): CommandResult => ({ stdout: '', stderr: `${stderr}\n`, exitCode: 1 });

/** `sqlite3 [options] file [SQL]`, with SQL and dot commands from the input when none are given. */
export const sqlite3: Run = async (args, ctx, { host }) => {
  const options = args.filter((arg) => arg.startsWith('-') && arg !== '-');
  const [file = ':memory:', ...statements] = args.filter((arg) => !options.includes(arg));
  const unknown = options.find((option) => !/^--?(?:header|headers|noheader|json|csv|column|table|box|line|list|markdown|readonly|batch)$/.test(option)); // prettier-ignore
  if (unknown) return fail(`sqlite3: Error: unknown option: ${unknown}`);
  const { stdin } = ctx;
  const script = statements.length ? statements.join('\n') : new TextDecoder().decode(bytesOf(stdin));
  if (!script.trim()) {
    return fail('sqlite3: there is no prompt here. Give the SQL with the command: sqlite3 notes.db ".tables"');
  }
  const path = file === ':memory:' ? file : ctx.fs.resolvePath(ctx.cwd, file);
  const exists = path !== ':memory:' && (await ctx.fs.exists(path));
  const database = exists ? await ctx.fs.readFileBuffer(path) : undefined;
  const { database: after, ...result } = await host.sql({ file: path, database, script, options });
  if (after && path !== ':memory:') await ctx.fs.writeFile(path, after);
  return result;
};

/** Input comes as one character for each byte. */
function bytesOf(stdin: unknown): Uint8Array {
  return Uint8Array.from(String(stdin), (letter) => letter.charCodeAt(0));
}
