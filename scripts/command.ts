import path from 'node:path';
import { parseArgs } from 'node:util';
import { createPaint, wantsColours } from '../sandbox/local/paint.ts';
import { WorkspaceError } from '../sandbox/local/workspace.ts';

export const project = path.resolve(import.meta.dirname, '..');
export const paint = createPaint(wantsColours(process.env, process.stdout.isTTY === true));

/** Exit codes of every command: 0 as wished, 1 something failed, 2 it could not run. */
export type ExitCode = 0 | 1 | 2;

/** An option as `parseArgs` takes it. */
export interface OptionForm {
  type: 'string' | 'boolean';
  multiple?: boolean;
  short?: string;
  /** `--hint` is as good as `--hint=2`; without a value the option is ''. */
  bare?: true;
}

/** What was given by options: `--title x` is a string, `--json` is true, and what may be repeated is a list. */
export type Flags = Record<string, string | boolean | (string | boolean)[] | undefined>;

type Value<Form extends OptionForm> = Form['type'] extends 'string' ? string : boolean;
type Values<Forms extends Record<string, OptionForm>> = {
  [Name in keyof Forms]?: Forms[Name]['multiple'] extends true ? Value<Forms[Name]>[] : Value<Forms[Name]>;
};

/**
 * Runs a command with its words and options from the command line; what a person can put right is told without a stack.
 *
 * @param forms The options beside `--help`.
 */
export async function command<Forms extends Record<string, OptionForm> = Record<string, never>>(
  usage: string,
  work: (words: string[], values: Values<Forms>) => Promise<ExitCode>,
  forms?: Forms,
): Promise<void> {
  // Whoever read the output has had enough of it, such as `head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    const { words, values } = readCommand(process.argv.slice(2), forms);
    if ('help' in values) return console.log(usage);
    for (const name of keptByNpm(process.env, forms)) {
      console.error(`npm kept --${name} for itself. Write \`npm ${scriptName()} -- --${name}\`, with the words before it.`);
    }
    process.exitCode = await work(words, values);
  } catch (error) {
    const known = error instanceof WorkspaceError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    console.error(known ? `${(error as Error).message.replace(/ To specify a positional argument.*/s, '')}\n${paint('dim', usage.split('\n')[0]!)}` : error);
    process.exitCode = 2;
  }
} // prettier-ignore

/** Throws where an option is not known or lacks its value. */
export function readCommand<Forms extends Record<string, OptionForm>>(args: string[], forms = {} as Forms) {
  const bare = Object.keys(forms).filter((name) => forms[name]!.bare);
  const options = { help: { type: 'boolean' as const }, ...forms };
  const written = args.map((arg) => (bare.includes(arg.slice(2)) && arg.startsWith('--') ? `${arg}=` : arg));
  const { positionals, values } = parseArgs({ args: written, allowPositionals: true, options });
  return { words: positionals, values: values as Values<Forms> };
}

/** Options written before `--` belong to npm, which hands them on in the environment and tells nobody. */
export function keptByNpm(env: Record<string, string | undefined>, forms: Record<string, OptionForm> = {}): string[] {
  // Others are npm's own as well, and may be meant for it.
  return Object.keys(forms).filter((name) => name !== 'yes' && env[`npm_config_${name}`]);
}

const scriptName = () => {
  const name = process.env['npm_lifecycle_event'] ?? '<command>';
  return name === 'test' ? name : `run ${name}`;
};
