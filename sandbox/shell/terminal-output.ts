import type { Bash } from 'just-bash/browser';

type Script = ReturnType<Bash['transform']>['ast'];
type Statement = Script['statements'][number];
type Pipeline = Statement['pipelines'][number];
type Command = Pipeline['commands'][number];
type Simple = Extract<Command, { type: 'SimpleCommand' }>;
type Redirection = Simple['redirections'][number];
type Word = NonNullable<Simple['name']>;

export type { Script, Statement, Simple, Command };

/** Files that are no files: what is written to them is shown. */
export const terminalFiles = { stdout: '/dev/.terminal-out', stderr: '/dev/.terminal-err' } as const;

/** Commands that may print for a long time, and print at once when nothing stands between them and the terminal. */
const live = new Set(['node', 'npm', 'npx', 'fg', 'sqlite3', 'curl', 'redis-cli']);

/** Tells such a command so. */
export const liveMark = 'SHELL_LIVE';
/** Tells it that it was started with `&`, as this. */
export const jobMark = 'SHELL_JOB';

interface Parts {
  redirections: Redirection[];
  assignment(name: string, value: string): Simple['assignments'][number];
}

/**
 * The interpreter hands over all output when a script has ended. A terminal wants each command's output when that
 * command has ended, also inside of a loop: every command whose output nobody else takes is redirected to the terminal.
 */
export function showOutput(bash: Pick<Bash, 'transform'>, script: Script): Statement[] {
  const parts: Parts = {
    redirections: simple(bash, `: >> ${terminalFiles.stdout} 2>> ${terminalFiles.stderr}`).redirections,
    assignment(name, value) {
      const made = simple(bash, `${name}=x`).assignments[0]!;
      return { ...made, value: literal(value) };
    },
  };
  for (const statement of script.statements) showStatement(statement, parts);
  return script.statements;
}

/** The one command of a line that consists of one. */
export function simple(bash: Pick<Bash, 'transform'>, text: string): Simple {
  return bash.transform(text).ast.statements[0]!.pipelines[0]!.commands[0] as Simple;
}

/** A word's text, when it says the same whatever variables hold. */
export function plainText(word: Word | null): string | undefined {
  const parts = word?.parts ?? [];
  const texts = parts.map((part) => (part.type === 'Literal' ? part.value : undefined));
  return parts.length && !texts.includes(undefined) ? texts.join('') : undefined;
}

export const literal = (value: string): Word => ({ type: 'Word', parts: [{ type: 'Literal', value }] });

function showStatement(statement: Statement, parts: Parts): void {
  statement.pipelines = statement.pipelines.map((pipeline) => showPipeline(pipeline, parts));
  if (!statement.background) return;
  // The interpreter runs one thing at a time: only a program, which has a runtime of its own, can stay behind.
  const last = statement.pipelines.at(-1)?.commands.at(-1);
  if (last?.type === 'SimpleCommand' && isLive(last)) {
    last.assignments.push(parts.assignment(jobMark, (statement.sourceText ?? '').replace(/&\s*$/, '').trim()));
  }
}

function showPipeline(pipeline: Pipeline, parts: Parts): Pipeline {
  const [only] = pipeline.commands;
  if (pipeline.commands.length === 1 && only) {
    showCommand(only, parts);
    return pipeline;
  }
  // Around the whole pipeline, for the errors of each of its commands.
  const inner: Statement = { type: 'Statement', pipelines: [pipeline], operators: [], background: false };
  const group: Command = { type: 'Group', body: [inner], redirections: parts.redirections };
  return { type: 'Pipeline', commands: [group], negated: false };
}

function showCommand(command: Command, parts: Parts): void {
  if (command.type === 'FunctionDef') return;
  const inner = 'redirections' in command && !takesOutput(command.redirections) ? bodies(command) : [];
  if (inner.length) {
    for (const statement of inner) showStatement(statement, parts);
    return;
  }
  if (command.type === 'SimpleCommand') {
    // Assignments and `exec` alone would open the files for good.
    if (!command.name || plainText(command.name) === 'exec') return;
    if (isLive(command) && !takesOutput(command.redirections))
      command.assignments.push(parts.assignment(liveMark, '1'));
    if (plainText(command.name) === 'help' && !command.args.length) command.name = literal('terminal-help');
  }
  // Before the command's own, which have the last word.
  command.redirections = [...parts.redirections, ...command.redirections];
}

const isLive = (command: Simple) => live.has(plainText(command.name) ?? '');

const takesOutput = (redirections: Redirection[]) =>
  redirections.some(({ operator }) => operator.includes('>') && operator !== '<>');

/** The statements inside of a loop, a condition or a group. */
function bodies(command: Command): Statement[] {
  switch (command.type) {
    case 'If':
      return [
        ...command.clauses.flatMap(({ condition, body }) => [...condition, ...body]),
        ...(command.elseBody ?? []),
      ];
    case 'While':
    case 'Until':
      return [...command.condition, ...command.body];
    case 'For':
    case 'CStyleFor':
    case 'Group':
    case 'Subshell':
      return command.body;
    case 'Case':
      return command.items.flatMap(({ body }) => body);
    default:
      return [];
  }
}
