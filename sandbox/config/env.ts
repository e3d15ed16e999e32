import type { Hit, Linter, Rule } from './types.ts';

interface Variable {
  name: string;
  value: string;
  /** As it stands behind the equals sign. */
  raw: string;
  line: number;
}

function read(text: string): { source: Variable[]; faults: Hit[] } {
  const source: Variable[] = [];
  const faults: Hit[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw.trim() === '' || raw.trim().startsWith('#')) continue;
    const [, name, value] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/.exec(raw) ?? [];
    if (name === undefined || value === undefined) faults.push({ line: index + 1, problem: 'This is not NAME=value.' });
    else source.push({ name, raw: value, value: value.trim().replace(/^(["'])(.*)\1$/, '$2'), line: index + 1 });
  }
  return { source, faults };
}

const rules: Rule<Variable[]>[] = [
  {
    id: 'no-twins',
    why: 'Which of the two counts depends on the program that reads the file.',
    advice: 'Keep one of them.',
    find: (variables) =>
      variables
        .filter(({ name, line }) => variables.some((one) => one.name === name && one.line < line))
        .map(({ name, line }) => ({ line, problem: `${name} was set before.` })),
  },
  {
    id: 'no-blanks',
    why: 'A shell takes the blank for the end of the value, and other readers keep it as part of the value.',
    advice: 'Write NAME=value without blanks, and quotes around a value that has some.',
    find: (variables) =>
      variables
        .filter(({ raw }) => /^\s/.test(raw) || (/\S\s+\S/.test(raw.replace(/\s#.*$/, '')) && !/^\s*["']/.test(raw)))
        .map(({ name, line }) => ({ line, problem: `The value of ${name} has a blank that nothing holds together.` })),
  },
  {
    id: 'no-hash',
    why: 'From a # on, most readers see a comment: half of the password is gone.',
    advice: 'Put quotes around the value.',
    find: (variables) =>
      variables
        .filter(({ raw }) => /\S#/.test(raw) && !/^\s*["']/.test(raw))
        .map(({ name, line }) => ({ line, problem: `The value of ${name} may end at its #.` })),
  },
  {
    id: 'text-not-boolean',
    why: 'All of it is text when the program reads it, and every text but the empty one counts as true.',
    advice: 'Leave the variable out, or compare with a word in the program.',
    find: (variables) =>
      variables
        .filter(({ value }) => /^(?:false|no|off)$/i.test(value))
        .map(({ name, value, line }) => ({ line, problem: `${name} is the text “${value}”, which counts as true.` })),
  },
]; // prettier-ignore

export const env: Linter<Variable[]> = { read, rules };
