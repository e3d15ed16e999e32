// Runs in a runtime of its own: answers requests that carry a database and what to do with it.
import Database from 'better-sqlite3';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

interface Settings {
  mode: string;
  headers: boolean;
  nullValue: string;
  separator: string;
}

type Row = unknown[];

/** What the `sqlite3` command line prints for a script of statements and dot commands. */
export function runScript(db: Database.Database, script: string, options: string[]) {
  const settings: Settings = { mode: 'list', headers: false, nullValue: '', separator: '|' };
  for (const option of options) applyOption(settings, option.replace(/^-+/, ''));
  let out = '';
  let errors = '';
  for (const piece of pieces(script)) {
    try {
      out += piece.startsWith('.') ? dot(db, piece, settings) : sql(db, piece, settings);
    } catch (error) {
      const said = (error as Error).message;
      errors += piece.startsWith('.') ? `${said}\n` : `${inSqlitesWords(said)}\n`;
      break;
    }
  }
  return { stdout: out, stderr: errors, exitCode: errors ? 1 : 0 };
}

const inSqlitesWords = (message: string) =>
  /syntax error|incomplete input|no such (?:table|column|function)/.test(message)
    ? `Error: in prepare, ${message}`
    : `Error: stepping, ${message}`;

/** Dot commands end with their line, statements with a semicolon outside of quotes, comments and triggers. */
export function pieces(script: string): string[] {
  const found: string[] = [];
  let rest = script;
  while (rest.trim()) {
    rest = rest.trimStart();
    if (rest.startsWith('.')) {
      const end = rest.indexOf('\n');
      found.push((end < 0 ? rest : rest.slice(0, end)).trim());
      rest = end < 0 ? '' : rest.slice(end);
      continue;
    }
    const length = statementLength(rest);
    const text = rest.slice(0, length).trim();
    if (text.replace(/--.*$/gm, '').replace(/[;\s]/g, '')) found.push(text);
    rest = rest.slice(length);
  }
  return found;
}

function statementLength(text: string): number {
  const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--.*|\/\*[\s\S]*?\*\/|;/g;
  const trigger = /^\s*create\s+(?:temp(?:orary)?\s+)?trigger\b/i.test(text);
  for (const match of text.matchAll(tokens)) {
    if (match[0] !== ';') continue;
    const end = match.index + 1;
    if (!trigger || /\bend\s*;$/i.test(text.slice(0, end))) return end;
  }
  return text.length;
}

function applyOption(settings: Settings, name: string): void {
  if (name === 'header' || name === 'headers') settings.headers = true;
  else if (name === 'noheader') settings.headers = false;
  else if (/^(?:json|csv|column|table|box|line|list|markdown)$/.test(name)) setMode(settings, name);
}

function setMode(settings: Settings, mode: string): void {
  settings.mode = mode;
  settings.separator = mode === 'csv' ? ',' : mode === 'tabs' ? '\t' : '|';
  if (mode === 'column' || mode === 'table' || mode === 'box' || mode === 'markdown') settings.headers = true;
}

function sql(db: Database.Database, text: string, settings: Settings): string {
  const statement = db.prepare(text);
  if (!statement.reader) {
    statement.run();
    return '';
  }
  const names = statement.columns().map(({ name }) => name);
  return print(names, statement.raw(true).all() as Row[], settings);
}

function dot(db: Database.Database, text: string, settings: Settings): string {
  const [name = '', ...args] = (text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) =>
    word.replace(/^(['"])(.*)\1$/, '$2'),
  );
  const [first = ''] = args;
  const like = first.replace(/\*/g, '%') || '%';
  switch (name) {
    case '.tables': {
      const rows = db.prepare("SELECT name FROM sqlite_schema WHERE type IN ('table','view') AND name NOT LIKE 'sqlite_%' AND name LIKE ? ORDER BY 1").raw(true).all(like) as string[][]; // prettier-ignore
      return columns(rows.map(([table]) => table!));
    }
    case '.schema':
    case '.fullschema': {
      const rows = db.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name LIKE ? AND name NOT LIKE 'sqlite_%' ORDER BY rowid").raw(true).all(like) as string[][]; // prettier-ignore
      return rows.map(([text]) => `${text};\n`).join('');
    }
    case '.indexes':
    case '.indices': {
      const rows = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name LIKE ? ORDER BY 1").raw(true).all(like) as string[][]; // prettier-ignore
      return columns(rows.map(([index]) => index!));
    }
    case '.mode':
      if (!/^(?:list|csv|column|json|line|table|box|markdown|tabs|quote)$/.test(first)) {
        throw new Error('Error: mode should be one of: box column csv json line list markdown quote table tabs');
      }
      setMode(settings, first);
      return '';
    case '.headers':
    case '.header':
      settings.headers = /^(?:on|yes|1|true)$/i.test(first);
      return '';
    case '.nullvalue':
      settings.nullValue = first;
      return '';
    case '.separator':
      settings.separator = first.replace('\\t', '\t');
      return '';
    case '.print':
      return `${args.join(' ')}\n`;
    case '.databases':
      return 'main: r/w\n';
    case '.quit':
    case '.exit':
      return '';
    case '.help':
      return '.tables .schema .indexes .mode .headers .nullvalue .separator .print .databases\n';
    default:
      throw new Error(`Error: unknown command or invalid arguments:  "${name.slice(1)}". Enter ".help" for help`);
  }
}

/** As many columns as fit, filled downwards. */
function columns(names: string[]): string {
  if (!names.length) return '';
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const across = Math.max(1, Math.floor(80 / width));
  const down = Math.ceil(names.length / across);
  return Array.from({ length: down }, (_, row) =>
    names
      .filter((_name, index) => index % down === row)
      .map((name, index, all) => (index < all.length - 1 ? name.padEnd(width) : name.padEnd(width - 2)))
      .join(''),
  )
    .map((text) => `${text}\n`)
    .join('');
}

function show(value: unknown, { nullValue }: Settings): string {
  if (value === null) return nullValue;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (typeof value === 'number' && !Number.isInteger(value)) return String(value);
  return String(value);
}

function print(names: string[], rows: Row[], settings: Settings): string {
  if (settings.mode === 'json') return json(names, rows);
  const texts = rows.map((row) => row.map((value) => show(value, settings)));
  switch (settings.mode) {
    case 'csv':
    case 'list':
    case 'tabs': {
      const cell = (text: string) => (settings.mode === 'csv' && /[",\r\n ]|^$/.test(text) && text !== '' ? `"${text.replace(/"/g, '""')}"` : text); // prettier-ignore
      const end = settings.mode === 'csv' ? '\r\n' : '\n';
      const all = settings.headers ? [names, ...texts] : texts;
      return all.map((row) => row.map(cell).join(settings.separator) + end).join('');
    }
    case 'quote':
      return rows.map((row) => `${row.map(quote).join(',')}\n`).join('');
    case 'line': {
      const width = Math.max(5, ...names.map((name) => name.length));
      return texts.map((row) => row.map((text, index) => `${names[index]!.padStart(width)} = ${text}\n`).join('')).join('\n'); // prettier-ignore
    }
    default:
      return grid(names, texts, settings);
  }
}

const quote = (value: unknown) =>
  value === null ? 'NULL' : typeof value === 'number' || typeof value === 'bigint' ? String(value) : `'${String(value).replace(/'/g, "''")}'`; // prettier-ignore

function json(names: string[], rows: Row[]): string {
  if (!rows.length) return '';
  const objects = rows.map((row) =>
    JSON.stringify(Object.fromEntries(row.map((value, index) => [names[index], value]))),
  );
  return `[${objects.join(',\n')}]\n`;
}

/** Tables with columns of equal width. */
function grid(names: string[], rows: string[][], { mode, headers }: Settings): string {
  if (!rows.length) return '';
  const widths = names.map((name, index) => Math.max(name.length, ...rows.map((row) => row[index]!.length)));
  const padded = (row: string[]) => row.map((text, index) => text.padEnd(widths[index]!));
  if (mode === 'column') {
    const head = headers ? [padded(names), widths.map((width) => '-'.repeat(width))] : [];
    return [...head, ...rows.map(padded)].map((row) => `${row.join('  ')}\n`).join('');
  }
  const bar = mode === 'box' ? '│' : '|';
  const text = (row: string[]) => `${bar} ${padded(row).join(` ${bar} `)} ${bar}\n`;
  const centred = names.map((name, index) => {
    const left = Math.floor((widths[index]! - name.length) / 2);
    return ' '.repeat(left) + name;
  });
  const rule = (left: string, fill: string, middle: string, right: string) =>
    `${left}${widths.map((width) => fill.repeat(width + 2)).join(middle)}${right}\n`;
  if (mode === 'markdown') return text(centred) + rule('|', '-', '|', '|') + rows.map(text).join('');
  const [top, middle, bottom] =
    mode === 'box'
      ? [rule('┌', '─', '┬', '┐'), rule('├', '─', '┼', '┤'), rule('└', '─', '┴', '┘')]
      : [rule('+', '-', '+', '+'), rule('+', '-', '+', '+'), rule('+', '-', '+', '+')];
  return top + text(centred) + middle + rows.map(text).join('') + bottom;
}

/** Head and database, one behind the other: the length of the head comes in a header. */
export function serve(port: number): void {
  const file = 'database.db';
  createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { script, options, size } = JSON.parse(String(request.headers['x-request'])) as {
        script: string;
        options: string[];
        size: number | null;
      };
      rmSync(file, { force: true });
      if (size !== null) writeFileSync(file, body);
      const result = answer(file, decodeURIComponent(script), options);
      const after = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
      response.setHeader('x-result', encodeURIComponent(JSON.stringify(result)));
      response.end(after);
    });
  }).listen(port);
}

function answer(file: string, script: string, options: string[]) {
  try {
    const db = new Database(file);
    try {
      return runScript(db, script, options);
    } finally {
      db.close();
    }
  } catch (error) {
    return { stdout: '', stderr: `Error: ${(error as Error).message}\n`, exitCode: 1 };
  }
}

if (process.env['SQLITE_PORT']) serve(Number(process.env['SQLITE_PORT']));
