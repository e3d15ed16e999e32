import type { IFileSystem } from 'just-bash/browser';

export interface ConfigLine {
  /** `user.name`, `branch.main.remote`: section and key in lower case. */
  key: string;
  value: string;
}

export interface Config {
  get(key: string): string | undefined;
  all(): ConfigLine[];
}

/** The settings of a file in order; none where there is no file. */
export function parseConfig(text: string): ConfigLine[] {
  const lines: ConfigLine[] = [];
  let section = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const header = /^\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (header) {
      const [, name = '', sub] = header;
      section = name.toLowerCase() + (sub === undefined ? '' : `.${sub.replace(/\\(.)/g, '$1')}`);
    } else if (line && !/^[#;]/.test(line)) {
      const [, key = '', value] = /^([\w-]+)\s*(?:=\s*(.*))?$/.exec(line) ?? [];
      if (key) lines.push({ key: `${section}.${key.toLowerCase()}`, value: value === undefined ? 'true' : plain(value) });
    }
  }
  return lines;
} // prettier-ignore

/** A value without comment and quotes. */
function plain(value: string): string {
  let text = '';
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const letter = value[at]!;
    if (letter === '\\') text += escapes[value[(at += 1)] ?? ''] ?? value[at] ?? '';
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === '#' || letter === ';')) break;
    else text += letter;
  }
  return text.trimEnd();
}

const escapes: Record<string, string> = { n: '\n', t: '\t', b: '\b' };

/** `User.Name` as it is looked up: what stands between the first and the last dot keeps its case. */
export function normalKey(key: string): string | undefined {
  const [first, last] = [key.indexOf('.'), key.lastIndexOf('.')];
  if (first < 1 || last === key.length - 1) return undefined;
  return `${key.slice(0, first).toLowerCase()}${key.slice(first, last)}.${key.slice(last + 1).toLowerCase()}`;
}

/** The text of a file with one setting written, or taken away. */
export function writeConfig(text: string, key: string, value: string | undefined): string {
  const [section, name] = [key.slice(0, key.lastIndexOf('.')), key.slice(key.lastIndexOf('.') + 1)];
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const places = lines.map((line, at) => ({ line, at, section: sectionAt(lines, at) }));
  const inside = places.filter((place) => place.section === section);
  const old = inside.filter(({ line }) => new RegExp(`^\\s*${name}\\s*(?:=|$)`, 'i').test(line)).at(-1);
  const written = value === undefined ? [] : [`\t${name} = ${quoteValue(value)}`];
  if (old) lines.splice(old.at, 1, ...written);
  else if (inside.length) lines.splice(inside.at(-1)!.at + 1, 0, ...written);
  else if (value !== undefined) lines.push(headerOf(section), ...written);
  return lines.length ? `${withoutEmpty(lines).join('\n')}\n` : '';
}

/** The text without a section. */
export function dropSection(text: string, section: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  return `${lines.filter((_, at) => sectionAt(lines, at) !== section).join('\n')}\n`;
}

/** A header that nothing stands below goes with its last setting. */
const withoutEmpty = (lines: string[]) =>
  lines.filter((line, at) => !/^\s*\[/.test(line) || (lines[at + 1] !== undefined && !/^\s*\[/.test(lines[at + 1]!)));

function sectionAt(lines: string[], at: number): string | undefined {
  for (let index = at; index >= 0; index -= 1) {
    const found = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(lines[index]!);
    if (found) return found[1]!.toLowerCase() + (found[2] === undefined ? '' : `.${found[2]}`);
  }
  return undefined;
}

function headerOf(section: string): string {
  const dot = section.indexOf('.');
  return dot < 0 ? `[${section}]` : `[${section.slice(0, dot)} "${section.slice(dot + 1)}"]`;
}

const quoteValue = (value: string) =>
  /^\s|\s$|[#;"\\\n]/.test(value) ? `"${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"` : value;

export async function readConfig(fs: IFileSystem, files: string[]): Promise<Config> {
  const lines: ConfigLine[] = [];
  for (const file of files) lines.push(...parseConfig(await fs.readFile(file).catch(() => '')));
  return { get: (key) => lines.findLast((line) => line.key === key)?.value, all: () => lines };
}
