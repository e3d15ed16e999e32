import { Bash, defineCommand } from 'just-bash/browser';
import { createCommands } from './commands/index.ts';
import { complete } from './complete.ts';
import { createDisk, type Disk } from './files.ts';
import { plainText, showOutput, type Script, type Statement } from './terminal-output.ts';
import { isUnfinished } from './unfinished.ts';
import type { Completion, FileChange, Prompt, ShellHost, ShellStart } from './types.ts';

export interface Shell {
  /** How things stand before the first line. */
  ready: Promise<Prompt>;
  /** Runs what was typed. Everything it prints has been printed when this resolves. */
  run(text: string): Promise<Prompt>;
  /** Whether more lines have to follow. */
  unfinished(text: string): boolean;
  complete(line: string, cursor: number): Promise<Completion>;
  /** Files that were changed elsewhere. */
  apply(changes: FileChange[]): Promise<void>;
}

const nextLine = 'terminal-next-line';

/**
 * A bash that keeps its variables, functions and folder from line to line. The interpreter forgets them after each
 * script, so all lines are one script: its last statement waits for a line and adds that line's statements.
 */
export function createShell(start: ShellStart, host: ShellHost): Shell {
  const disk = createDisk({ ...start, print: host.output });
  const turns = createTurns();
  const definitions = [...start.definitions];
  let statements: Statement[] = [];
  let definition: string | undefined;
  let { cwd, env } = start;
  let ended = false;

  const readLine = async ([code = '0']: string[], ctx: { cwd: string; env: Map<string, string> }) => {
    const refused = await settle(disk, host, start.home);
    const status = refused && code === '0' ? 1 : Number(code);
    cwd = ctx.cwd;
    env = variables(ctx.env);
    const line = await turns.next({ status, cwd, env, definition, ended });
    [definition, ended] = [undefined, false];
    const read = parse(line);
    statements.push(...(read ?? []), last);
    return { stdout: '', stderr: '', exitCode: read ? status : 2 };
  };
  const parse = (line: string): Statement[] | undefined => {
    try {
      const { ast } = bash.transform(line);
      if (isDefinition(ast)) definitions.push((definition = line));
      return showOutput(bash, ast);
    } catch (error) {
      host.output('stderr', `bash: ${plainSyntaxError(error as Error)}\n`);
      return undefined;
    }
  };
  const bash: Bash = createBash(start, host, disk, readLine);
  const last = bash.transform(`${nextLine} "$?"`).ast.statements[0]!;
  followScript(bash, (script) => void (statements = script.statements));

  void live();
  /** `exit` and some errors end the script; the next one goes on where it was. */
  async function live(): Promise<never> {
    let { status } = start;
    for (;;) {
      const script = [...definitions, `(exit ${status})`, `${nextLine} "$?"`].join('\n');
      const folder = (await disk.disk.exists(cwd)) ? cwd : start.home;
      const result = await bash.exec(script, { env, cwd: folder, rawScript: true }).catch(fault);
      ended = !result.stderr;
      host.output('stderr', result.stderr);
      status = result.exitCode;
    }
  }
  return {
    ready: turns.ready,
    run: turns.run,
    unfinished: (text) => isUnfinished(text, (whole) => void bash.transform(whole)),
    complete: (line, cursor) => complete(line, cursor, { disk: disk.disk, cwd }),
    apply: disk.apply,
  };
}

function createBash(
  start: ShellStart,
  host: ShellHost,
  disk: Disk,
  readLine: Parameters<typeof defineCommand>[1],
): Bash {
  return new Bash({
    fs: disk.disk,
    cwd: start.cwd,
    env: { HOME: '/home/learner', USER: 'learner', SHELL: '/bin/bash', TERM: 'xterm-256color' },
    executionLimits,
    processInfo: { uid: 1000, gid: 1000 },
    customCommands: [...createCommands({ start, host, disk }), defineCommand(nextLine, readLine)],
  });
}

/** Tells of each script that waits for lines. */
function followScript(bash: Bash, tell: (script: Script) => void): void {
  bash.registerTransformPlugin({
    name: 'one-script',
    transform({ ast }) {
      if (waits(ast)) tell(ast);
      return { ast };
    },
  });
}

/** Endless loops are the learner's to stop, and cost the page nothing. */
const executionLimits = {
  maxCommandCount: 2 ** 40,
  maxLoopIterations: 2 ** 40,
  maxAwkIterations: 2 ** 40,
  maxSedIterations: 2 ** 40,
  maxWorkUnits: 2 ** 50,
  maxExecutionTimeMs: 2 ** 31 - 1,
};

/** Whoever types a line waits for the next prompt, and the script for the next line. */
function createTurns() {
  let wake: (prompt: Prompt) => void = () => {};
  let give: (line: string) => void = () => {};
  const ready = new Promise<Prompt>((resolve) => (wake = resolve));
  return {
    ready,
    next(prompt: Prompt) {
      const line = new Promise<string>((resolve) => (give = resolve));
      wake(prompt);
      return line;
    },
    run(text: string) {
      const prompt = new Promise<Prompt>((resolve) => (wake = resolve));
      give(text);
      return prompt;
    },
  };
}

/** What changed reaches its keeper before the next line; what was refused is told after the command that met it. */
async function settle(disk: Disk, host: ShellHost, home: string): Promise<boolean> {
  const refused = disk.takeRefusals().map(({ path, reason }) => `${path.replace(`${home}/`, '')}: ${reason}`);
  const late = await host.sync(await disk.takeChanges());
  for (const reason of new Set([...refused, ...late])) host.output('stderr', `${reason}\n`);
  return refused.length + late.length > 0;
}

function fault(error: Error) {
  const said = error.message.startsWith('EACCES') ? 'Permission denied' : error.message;
  return { exitCode: 1, stderr: `bash: ${said}\n` };
}

const plainSyntaxError = (error: Error) => error.message.replace(/^Parse error at [\d:]+: |^line \d+: /, '');

function waits({ statements }: Script): boolean {
  const command = statements.at(-1)?.pipelines[0]?.commands[0];
  return command?.type === 'SimpleCommand' && plainText(command.name) === nextLine && statements.length > 1;
}

/** A line that does nothing but define functions, aliases or options can be given to the next shell as it is. */
function isDefinition({ statements }: Script): boolean {
  const names = new Set(['alias', 'unalias', 'shopt', 'set']);
  const commands = statements.flatMap(({ pipelines }) => pipelines.flatMap((pipeline) => pipeline.commands));
  return (
    commands.length > 0 &&
    commands.every(
      (command) =>
        command.type === 'FunctionDef' ||
        (command.type === 'SimpleCommand' && names.has(plainText(command.name) ?? '') && command.args.length > 0),
    )
  );
}

const owned = /^(?:PWD|OLDPWD|SHELLOPTS|BASHOPTS|UID|EUID|PPID|OPTIND|BASH.*|_|SHELL_LIVE|SHELL_JOB)$/;

const variables = (env: Map<string, string>): Record<string, string> =>
  Object.fromEntries([...env].filter(([name]) => /^[A-Za-z_]\w*$/.test(name) && !owned.test(name)));
