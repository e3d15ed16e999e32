import { toBytes, toText, type Reply } from './reply.ts';
import { general } from './numbers.ts';
import { splitLine } from './resp.ts';

/** The words of a typed line; nothing when its quotes do not close (`Invalid argument(s)`). */
export function readRedisLine(line: string): string[] | undefined {
  try {
    return splitLine(toBytes(line));
  } catch {
    return undefined;
  }
}

/** A reply as `redis-cli` prints it, with the line break at its end. */
export function printReply(reply: Reply, { raw = false, delimiter = '\n' }: PrintOptions = {}): string {
  return toText(raw ? `${bare(reply, toBytes(delimiter))}\n` : shown(reply, ''));
}

interface PrintOptions {
  raw?: boolean | undefined;
  /** Between the items of a list that is printed bare. */
  delimiter?: string;
}

const named: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\x07': '\\a', '\b': '\\b' };

/** In quotes, with everything beyond printable ASCII as `\x..`. */
export function quoted(text: string): string {
  const inner = [...text].map((character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    if (named[character]) return named[character];
    const code = character.charCodeAt(0);
    return code < 32 || code > 126 ? `\\x${code.toString(16).padStart(2, '0')}` : character;
  });
  return `"${inner.join('')}"`;
}

function shown(reply: Reply, indent: string): string {
  if (reply === null) return '(nil)\n';
  if (typeof reply === 'string') return `${quoted(reply)}\n`;
  if (typeof reply === 'number' || typeof reply === 'bigint') return `(integer) ${reply}\n`;
  if (Array.isArray(reply)) return list(reply, indent, '(empty array)', ')');
  if ('nilArray' in reply) return '(nil)\n';
  if ('simple' in reply) return `${reply.simple}\n`;
  if ('failure' in reply) return `(error) ${reply.failure}\n`;
  if ('double' in reply) return `(double) ${general(reply.double, 17)}\n`;
  if ('verbatim' in reply) return `${reply.verbatim}\n`;
  if ('set' in reply) return list(reply.set, indent, '(empty set)', '~');
  if ('push' in reply) return list(reply.push, indent, '(empty push)', ')');
  if ('parts' in reply) return reply.parts.map((part) => shown(part, indent)).join('');
  return pairs(reply.map, indent);
}

function list(items: Reply[], indent: string, empty: string, mark: string): string {
  if (!items.length) return `${empty}\n`;
  const width = String(items.length).length;
  // What is inside stands below the first item.
  const deeper = indent + ' '.repeat(width + 2);
  return items
    .map((item, index) => `${index ? indent : ''}${String(index + 1).padStart(width)}${mark} ${shown(item, deeper)}`)
    .join('');
}

function pairs(entries: [Reply, Reply][], indent: string): string {
  if (!entries.length) return '(empty hash)\n';
  const width = String(entries.length).length;
  const deeper = indent + ' '.repeat(width + 2);
  return entries
    .map(([name, value], index) => {
      const head = `${index ? indent : ''}${String(index + 1).padStart(width)}# `;
      return `${head}${shown(name, deeper).replace(/\n$/, '')} => ${shown(value, deeper)}`;
    })
    .join('');
}

function bare(reply: Reply, delimiter: string): string {
  const all = (items: Reply[]) => items.map((item) => bare(item, delimiter)).join(delimiter);
  if (reply === null) return '';
  if (typeof reply === 'string') return reply;
  if (typeof reply === 'number' || typeof reply === 'bigint') return String(reply);
  if (Array.isArray(reply)) return all(reply);
  if ('nilArray' in reply) return '';
  if ('simple' in reply) return reply.simple;
  if ('failure' in reply) return `${reply.failure}\n`;
  if ('double' in reply) return general(reply.double, 17);
  if ('verbatim' in reply) return reply.verbatim;
  if ('map' in reply) {
    return reply.map.map(([name, value]) => `${bare(name, delimiter)} ${bare(value, delimiter)}`).join(delimiter);
  }
  return all('set' in reply ? reply.set : 'push' in reply ? reply.push : reply.parts);
}
