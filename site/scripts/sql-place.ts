export interface Place {
  /** From 1. */
  line: number;
  column: number;
  /** The line as it stands in the text. */
  text: string;
  length: number;
}

const quoted = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * Where SQLite's message means. It names a word; where that word stands several times, what comes before each of them
 * is tried: the first beginning that fails in the same way ends with the fault.
 */
export async function placeOfError(
  sql: string,
  message: string,
  messageOf: (beginning: string) => Promise<string | undefined>,
): Promise<Place | undefined> {
  const word = /^near "([\s\S]+)": syntax error|^no such (?:column|table|function): (?:\w+\.)?(\S+)/.exec(message);
  const wanted = word?.[1] ?? word?.[2]?.replace(/\(\)$/, '');
  if (wanted === undefined) return undefined;
  const starts = startsOf(sql, wanted);
  if (starts.length <= 1) return starts[0] === undefined ? undefined : placeAt(sql, starts[0], wanted.length);
  if (word?.[1] === undefined) return undefined;
  for (const start of starts) {
    if ((await messageOf(sql.slice(0, start + wanted.length))) === message) return placeAt(sql, start, wanted.length);
  }
  return undefined;
}

/** Where the word stands by itself, outside of texts and comments. */
function startsOf(sql: string, word: string): number[] {
  const plain = sql.replace(quoted, (found) => (found === word ? found : ' '.repeat(found.length)));
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const edge = (character: string | undefined) => (/\w/.test(character ?? '') ? '\\b' : '');
  return [...plain.matchAll(new RegExp(`${edge(word[0])}${escaped}${edge(word.at(-1))}`, 'gi'))].map(
    ({ index }) => index,
  );
}

/** @param start In the text, from 0. */
export function placeAt(sql: string, start: number, length: number): Place {
  const before = sql.slice(0, start).split('\n');
  const line = before.length;
  return { line, column: (before.at(-1) ?? '').length + 1, text: sql.split('\n')[line - 1] ?? '', length };
} // prettier-ignore
