import path from 'node:path';
import { parseArgs } from 'node:util';
import { createPaint } from '../sandbox/local/print.ts';
import { WorkspaceError } from '../sandbox/local/workspace.ts';

export const project = path.resolve(import.meta.dirname, '..');
export const paint = createPaint(process.stdout.isTTY === true && !process.env.NO_COLOR);

/** Exit codes of every command: 0 as wished, 1 something failed, 2 it could not run. */
export type ExitCode = 0 | 1 | 2;

/** Runs a command with its words from the command line; what a person can put right is told without a stack. */
export async function command(usage: string, work: (words: string[]) => Promise<ExitCode>): Promise<void> {
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } });
    if (values.help) console.log(usage);
    else process.exitCode = await work(positionals);
  } catch (error) {
    const known = error instanceof WorkspaceError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    console.error(known ? `${(error as Error).message}\n${paint('dim', usage)}` : error);
    process.exitCode = 2;
  }
}
