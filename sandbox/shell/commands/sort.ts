import { defineCommand, type Command } from 'just-bash/browser';

interface Key {
  from: [field: number, letter: number];
  to: [field: number, letter: number] | undefined;
  flags: string;
}

interface Options {
  keys: Key[];
  flags: string;
  separator: string | undefined;
  files: string[];
}

/** What is sorted here; everything else goes on to the interpreter's own `sort`. */
const known = /^[bdfghinrsuV]*$/;

/**
 * `sort`: the interpreter's own takes the blanks before a field for a field of their own, which is wrong for the very
 * `sort | uniq -c | sort -k1,1nr` that lessons teach.
 */
export const sort: Command = defineCommand('sort', async (args, ctx) => {
  const options = readOptions(args);
  if (!options?.keys.length) return ctx.origCommand!(args);
  const texts: string[] = [];
  for (const file of options.files.length ? options.files : ['-']) {
    if (file === '-') texts.push(decode(String(ctx.stdin)));
    else {
      const path = ctx.fs.resolvePath(ctx.cwd, file);
      const text = await ctx.fs.readFile(path).catch(() => undefined);
      if (text === undefined) return { stdout: '', stderr: `sort: cannot read: ${file}: No such file or directory\n`, exitCode: 2 }; // prettier-ignore
      texts.push(text);
    }
  }
  const lines = texts.flatMap((text) => (text ? text.replace(/\n$/, '').split('\n') : []));
  return { stdout: sortLines(lines, options).map((line) => `${line}\n`).join(''), stderr: '', exitCode: 0 }; // prettier-ignore
});

/** Input comes as one character for each byte. */
const decode = (bytes: string) => new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));

function readOptions(args: string[]): Options | undefined {
  const options: Options = { keys: [], flags: '', separator: undefined, files: [] };
  const queue = [...args];
  while (queue.length) {
    const arg = queue.shift()!;
    const key = /^(?:-[a-zA-Z]*k(.*)|--key(?:=(.*))?)$/s.exec(arg);
    const separator = /^(?:-t(.*)|--field-separator(?:=(.*))?)$/s.exec(arg);
    if (key) {
      const read = readKey(key[1] || key[2] || queue.shift() || '');
      if (!read) return undefined;
      options.keys.push(read);
      options.flags += /^-([a-zA-Z]*)k/.exec(arg)?.[1] ?? '';
    } else if (separator) options.separator = separator[1] || separator[2] || queue.shift();
    else if (arg === '-' || !arg.startsWith('-')) options.files.push(arg);
    else if (long[arg]) options.flags += long[arg];
    else if (/^-[a-zA-Z]+$/.test(arg)) options.flags += arg.slice(1);
    else return undefined;
  }
  return known.test(options.flags) ? options : undefined;
}

const long: Record<string, string> = {
  '--reverse': 'r',
  '--numeric-sort': 'n',
  '--unique': 'u',
  '--stable': 's',
  '--ignore-case': 'f',
  '--ignore-leading-blanks': 'b',
  '--human-numeric-sort': 'h',
  '--version-sort': 'V',
};

/** `2,3nr`, `1.2` */
function readKey(text: string): Key | undefined {
  const [, from, fromLetter, first = '', to, toLetter, last = ''] = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text) ?? []; // prettier-ignore
  if (from === undefined || !known.test(first + last)) return undefined;
  return {
    from: [Number(from), Number(fromLetter ?? 1)],
    to: to === undefined ? undefined : [Number(to), Number(toLetter ?? 0)],
    flags: first + last,
  };
}

function sortLines(lines: string[], { keys, flags, separator }: Options): string[] {
  const rows = lines.map((line) => ({ line, parts: keys.map((key) => part(line, key, separator)) }));
  type Row = (typeof rows)[number];
  const byKeys = (one: Row, other: Row) => {
    for (const [at, key] of keys.entries()) {
      // A key without letters of its own takes those of the command.
      const own = key.flags || flags;
      const order = compare(one.parts[at]!, other.parts[at]!, own);
      if (order) return own.includes('r') ? -order : order;
    }
    return 0;
  };
  const last = (one: Row, other: Row) => bytesOrder(one.line, other.line) * (flags.includes('r') ? -1 : 1);
  const plain = /[su]/.test(flags);
  rows.sort((one, other) => byKeys(one, other) || (plain ? 0 : last(one, other)));
  const kept = flags.includes('u') ? rows.filter((row, at) => !at || byKeys(rows[at - 1]!, row) !== 0) : rows;
  return kept.map(({ line }) => line);
}

/** The letters of a line that a key means. Without a separator, blanks belong to the field behind them. */
function part(line: string, { from, to, flags }: Key, separator: string | undefined): string {
  const fields = separator === undefined ? (line.match(/\s*\S+|\s+$/g) ?? []) : line.split(separator);
  const gap = separator?.length ?? 0;
  const starts: number[] = [];
  let at = 0;
  for (const field of fields) {
    starts.push(at);
    at += field.length + gap;
  }
  const skip = (place: number) => (flags.includes('b') ? place + /^\s*/.exec(line.slice(place))![0].length : place);
  const begin = starts[from[0] - 1];
  if (begin === undefined) return '';
  const start = skip(begin) + from[1] - 1;
  if (!to) return line.slice(start);
  const ends = starts[to[0] - 1];
  if (ends === undefined) return line.slice(start);
  return line.slice(start, to[1] ? skip(ends) + to[1] : ends + fields[to[0] - 1]!.length);
}

function compare(one: string, other: string, flags: string): number {
  if (flags.includes('n') || flags.includes('g')) return number(one) - number(other);
  if (flags.includes('h')) return humanNumber(one) - humanNumber(other);
  if (flags.includes('V')) return one.localeCompare(other, 'en', { numeric: true });
  const fold = (text: string) => (flags.includes('f') ? text.toUpperCase() : text);
  const plain = (text: string) => (flags.includes('d') ? text.replace(/[^\p{L}\p{N}\s]/gu, '') : text);
  return bytesOrder(fold(plain(one)), fold(plain(other)));
}

const number = (text: string) => Number(/^\s*(-?\d*\.?\d*)/.exec(text)?.[1] || 0) || 0;

function humanNumber(text: string): number {
  const [, value = '0', unit = ''] = /^\s*(-?\d*\.?\d*)([KMGTPE]?)/i.exec(text) ?? [];
  return (Number(value) || 0) * 1024 ** ('KMGTPE'.indexOf(unit.toUpperCase() || '?') + 1);
}

/** UTF-8 puts texts in the order of their code points. */
function bytesOrder(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((letter, index) => letter !== b[index]);
  if (at < 0) return a.length - b.length;
  return at >= b.length ? 1 : a[at]!.codePointAt(0)! - b[at]!.codePointAt(0)!;
}
