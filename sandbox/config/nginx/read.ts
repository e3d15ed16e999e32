import type { Fault } from '../types.ts';
import { directives } from './directives.ts';

export interface Directive {
  name: string;
  /** Without their quotes. */
  args: string[];
  line: number;
  /** What stands between its braces; absent where it ends with a semicolon. */
  block?: Directive[];
  around?: Directive;
}

interface Token {
  text: string;
  line: number;
}

/** nginx's own words: quotes hold blanks together, `${` belongs to a word, `#` begins a comment only between words. */
function tokens(text: string): Token[] {
  const found: Token[] = [];
  let line = 1;
  let seen = 0;
  for (const match of text.matchAll(
    /#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]|(?:\$\{|\\.|[^\s{};"'#\\])(?:\$\{[^}]*\}|\\.|[^\s{;\\])*/g,
  )) {
    if (match[0].startsWith('#')) continue;
    line += text.slice(seen, match.index).split('\n').length - 1;
    seen = match.index;
    found.push({ text: match[0], line });
  }
  return found;
}

/** Names that begin a directive and are rarely seen as values. */
const begins = (word: string) =>
  directives.has(word) && (word.includes('_') || /^(?:server|listen|location|return|root|include|index|rewrite|upstream|alias|expires|gzip)$/.test(word)); // prettier-ignore

/** Directives whose blocks hold pairs of values, not directives. */
const holdsValues = ['map', 'geo', 'types', 'split_clients', 'charset_map'];

/** The directives of a configuration, blocks within blocks. What is wrong in it is read as far as it goes. */
export function parseNginx(text: string): Directive[] {
  return readNginx(text).source;
}

export function readNginx(text: string): { source: Directive[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const top: Directive[] = [];
  let around: Directive | undefined;
  let words: Token[] = [];
  const unended = ({ text: name, line }: Token) => faults.push({ line, problem: `“${name}” has no semicolon at its end.` });
  const add = (block?: Directive[]) => {
    const [name, ...args] = words;
    words = [];
    if (!name) return undefined;
    // A directive's name on a later line: the semicolon before it was forgotten.
    const values = around && holdsValues.includes(around.name);
    if (!values && args.some((word) => word.line > name.line && begins(word.text))) unended(name);
    const made: Directive = { name: name.text, args: args.map((word) => unquoted(word.text)), line: name.line, ...(block && { block }), ...(around && { around }) };
    (around?.block ?? top).push(made);
    return made;
  };
  for (const token of tokens(text)) {
    if (token.text === '{') {
      const made = add([]);
      if (!made) faults.push({ line: token.line, problem: 'This brace belongs to nothing.' });
      around = made ?? around;
    } else if (token.text === ';') {
      if (!add()) faults.push({ line: token.line, problem: 'This semicolon ends nothing.' });
    }
    else if (token.text === '}') {
      if (words[0]) unended(words[0]);
      words = [];
      if (!around) faults.push({ line: token.line, problem: 'This brace closes nothing.' });
      around = around?.around;
    } else words.push(token);
  }
  if (around) faults.push({ line: around.line, problem: `The brace of “${around.name}” is not closed.` });
  if (words[0]) unended(words[0]);
  return { source: top, faults };
} // prettier-ignore

const unquoted = (word: string) => word.replace(/^(["'])([\s\S]*)\1$/, '$2');

/** All directives, blocks within blocks included. */
export const all = (directives: Directive[]): Directive[] =>
  directives.flatMap((one) => [one, ...all(one.block ?? [])]);

/** The first directive of a name in a block. */
export const child = (one: Directive | undefined, name: string): Directive | undefined =>
  one?.block?.find((inner) => inner.name === name);
