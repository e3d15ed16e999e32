/** `psql`: its meta-commands as queries, and its way to write results. Pure, apart from the server that is asked. */
import type { ScriptColumn, ScriptError, ScriptOutcome, ScriptResult } from './answers.ts';
import { describe } from './psql-describe.ts';

export interface PsqlOptions {
  /** `-c`, in order; otherwise the input is read. */
  commands: string[];
  /** `-t`: rows only. */
  tuples: boolean;
  /** `-A`: columns joined by `|`. */
  unaligned: boolean;
  /** `-q`: no words but results. */
  quiet: boolean;
  /** `\x` */
  expanded: boolean;
  /** `-v ON_ERROR_STOP=1` */
  stops: boolean;
}

export interface PsqlResult {
  stdout: string;
  stderr: string;
  exitCode: number;
}

/** Runs one piece of SQL in the session. */
export type RunScript = (sql: string) => Promise<ScriptOutcome>;

/**
 * Runs what psql was given, as `psql -c` or with a file as its input.
 *
 * @param name What stands before an error: empty for `-c`, `psql:seed.sql:` for a file.
 */
export async function runPsql(input: string, options: PsqlOptions, run: RunScript, name = ''): Promise<PsqlResult> {
  const said: PsqlResult = { stdout: '', stderr: '', exitCode: 0 };
  const settings = { ...options };
  for (const { text, line } of options.commands.length
    ? options.commands.map((one) => ({ text: one, line: 1 }))
    : pieces(input)) {
    const step = text.startsWith('\\')
      ? await meta(text, settings, run)
      : written(await run(text), text, settings, name && `${name}${line}: `);
    said.stdout += step.stdout;
    said.stderr += step.stderr;
    if (step.failed && (settings.stops || options.commands.length)) {
      said.exitCode = options.commands.length ? 1 : 3;
      break;
    }
    if (step.quits) break;
  }
  return said;
}

interface Step {
  stdout: string;
  stderr: string;
  failed?: boolean;
  quits?: boolean;
}

/** Statements up to their semicolons, and meta-commands, each a line of its own. */
export function pieces(input: string): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  const form =
    /\\[^\n]*|(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|[^;\\'"$/-]|[$/-])+;?/g;
  for (const { 0: text, index } of input.matchAll(form)) {
    const bare = text.replace(/^(?:\s+|--[^\n]*\n)+/, '');
    if (!bare.trim() || bare.trim() === ';') continue;
    // psql names the line on which a statement ends.
    const end = index + text.trimEnd().length;
    found.push({ text: bare.trim(), line: input.slice(0, end).split('\n').length });
  }
  return found;
}

async function meta(text: string, settings: PsqlOptions, run: RunScript): Promise<Step> {
  const [command = '', ...words] = text.trim().slice(1).split(/\s+/);
  if (command === 'q') return { stdout: '', stderr: '', quits: true };
  if (command === 'x') {
    settings.expanded = !settings.expanded;
    return { stdout: settings.quiet ? '' : `Expanded display is ${settings.expanded ? 'on' : 'off'}.\n`, stderr: '' };
  }
  if (command === 't') {
    settings.tuples = !settings.tuples;
    return { stdout: settings.quiet ? '' : `Tuples only is ${settings.tuples ? 'on' : 'off'}.\n`, stderr: '' };
  }
  if (command === 'echo') return { stdout: `${words.join(' ')}\n`, stderr: '' };
  const described = await describe(command, words, run);
  if (!described) return { stdout: '', stderr: `invalid command \\${command}\nTry \\? for help.\n`, failed: true };
  if ('missing' in described) return { stdout: '', stderr: `${described.missing}\n`, failed: true };
  const stdout = described.parts
    .map(({ title, result, footers }) => table(result, { ...settings, title, footers, name: true }))
    .join('');
  return { stdout, stderr: '' };
}

/** What psql writes for an outcome: results and tags in order, then the error. */
export function written(outcome: ScriptOutcome, sql: string, settings: PsqlOptions, place = ''): Step {
  const results = outcome.results.map((result) => {
    if (result.columns.length || /^(?:SELECT|SHOW|EXPLAIN|FETCH)/.test(result.tag))
      return table(result, settings) + afterwards(result);
    return settings.quiet ? '' : `${result.tag}\n`;
  });
  const notices = outcome.notices.map(({ severity, message }) => `${place}${severity}:  ${message}\n`).join('');
  const error = outcome.error ? errorText(outcome.error, sql, place) : '';
  return { stdout: results.join(''), stderr: notices + error, failed: Boolean(error) };
}

/** `INSERT … RETURNING` gives rows and a tag. */
const afterwards = ({ tag }: ScriptResult) => (/^(?:INSERT|UPDATE|DELETE|MERGE)/.test(tag) ? `${tag}\n` : '');

/** `ERROR:  …`, the line with a mark below what is meant, detail and hint. */
export function errorText({ severity, message, position, detail, hint }: ScriptError, sql: string, place = ''): string {
  const lines = [`${place}${severity}:  ${message}`];
  if (position !== undefined) {
    const before = [...sql]
      .slice(0, position - 1)
      .join('')
      .split('\n');
    const line = sql.split('\n')[before.length - 1] ?? '';
    const label = `LINE ${before.length}: `;
    lines.push(label + line, `${' '.repeat(label.length + (before.at(-1) ?? '').length)}^`);
  }
  if (detail) lines.push(`DETAIL:  ${detail}`);
  if (hint) lines.push(`HINT:  ${hint}`);
  return `${lines.join('\n')}\n`;
}

/** int2, int4, int8, float4, float8, numeric, money and oid stand on the right. */
const numeric = new Set([20, 21, 23, 26, 700, 701, 790, 1700]);

interface TableOptions {
  tuples: boolean;
  unaligned: boolean;
  expanded: boolean;
  title?: string;
  /** Below the table, instead of the count of rows. */
  footers?: string[];
  name?: boolean;
}

/** A result as psql draws it. */
export function table({ columns, rows }: ScriptResult, options: TableOptions): string {
  const cells = rows.map((row) => row.map((cell) => cell ?? ''));
  const count = options.footers ?? [`(${rows.length} row${rows.length === 1 ? '' : 's'})`];
  const title = options.title && !options.tuples ? [options.title] : [];
  if (options.unaligned) {
    const head = options.tuples ? [] : [columns.map(({ name }) => name).join('|')];
    return block([...head, ...cells.map((row) => row.join('|')), ...(options.tuples ? [] : count)], false);
  }
  if (options.expanded) return block(expanded(columns, cells, options.tuples), true);
  const widths = columns.map(({ name }, at) =>
    Math.max(width(name), ...cells.flatMap((row) => row[at]!.split('\n').map(width))),
  );
  const head = columns.map(({ name }, at) => centred(name, widths[at]!));
  const rule = widths.map((size) => '-'.repeat(size + 2)).join('+');
  const whole = widths.reduce((sum, size) => sum + size + 3, -1);
  const body = cells.flatMap((row) => lines(row, columns, widths));
  const drawn = options.tuples
    ? body
    : [
        ...title.map((words) => ' '.repeat(Math.max(0, Math.floor((whole - width(words)) / 2))) + words),
        ` ${head.join(' | ')} `,
        rule,
        ...body,
        ...count,
      ];
  return block(drawn, true);
}

const block = (drawn: string[], spaced: boolean) => drawn.map((line) => `${line}\n`).join('') + (spaced ? '\n' : '');

/** A cell with line breaks takes several lines, each but the last marked with `+`. */
function lines(row: string[], columns: ScriptColumn[], widths: number[]): string[] {
  const split = row.map((cell) => cell.split('\n'));
  const height = Math.max(1, ...split.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const parts = split.map((cell, at) => {
      const text = cell[line] ?? '';
      const padding = ' '.repeat(Math.max(0, widths[at]! - width(text)));
      const more = line < cell.length - 1 ? '+' : ' ';
      const last = at === split.length - 1;
      // Where a cell has ended, the last column has nothing, not even spaces.
      if (last && line >= cell.length) return ' ';
      const aligned = numeric.has(columns[at]!.type) ? padding + text : last && more === ' ' ? text : text + padding;
      return ` ${aligned}${last && more === ' ' ? '' : more}`;
    });
    return parts.join('|');
  });
}

function expanded(columns: ScriptColumn[], cells: string[][], tuples: boolean): string[] {
  if (!cells.length) return tuples ? [] : ['(0 rows)'];
  const size = Math.max(...columns.map(({ name }) => width(name)));
  const longest = Math.max(...cells.flatMap((row) => row.map(width)));
  return cells.flatMap((row, index) => {
    const label = `-[ RECORD ${index + 1} ]`;
    // The rule has a cross where the columns meet.
    const rule =
      label.length <= size + 1
        ? `${label.padEnd(size + 1, '-')}+${'-'.repeat(longest + 1)}`
        : label.padEnd(size + longest + 3, '-');
    return [...(tuples ? [] : [rule]), ...row.map((cell, at) => `${columns[at]!.name.padEnd(size)} | ${cell}`)];
  });
}

function centred(text: string, size: number): string {
  const left = Math.floor((size - width(text)) / 2);
  return ' '.repeat(left) + text + ' '.repeat(size - width(text) - left);
}

const width = (text: string) => [...text].length;
