import { Instrumenter } from '@stryker-mutator/instrumenter';
import type { Files } from '../types.ts';

/** One edit of a right answer. */
export interface Mutant {
  /** Path within the exercise: `app.ts`. */
  file: string;
  /** Where the edit begins, from 1 on. */
  line: number;
  /** The line's text, without the space around it. */
  in: string;
  /** What was replaced, and by what, as one line: `limit >= 1 → limit > 1`. */
  edit: string;
  /** The whole file after the edit. */
  source: string;
}

/** Whether there are mutants of a file; of SQL, shell and configurations there are none. */
export const isProgram = (file: string): boolean => /\.[cm]?[jt]s$/.test(file) && !/\.(test|d)\.ts$/.test(file);

const silent = () => {};
const logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/**
 * Every one-edit mutant of the programs in `files`, by Stryker's mutators (https://stryker-mutator.io): emptied blocks,
 * strings and objects, other operators and conditions, changed regular expressions, left-out calls.
 *
 * @throws when a file cannot be parsed.
 */
export async function mutantsOf(files: Files): Promise<Mutant[]> {
  const programs = Object.entries(files).filter(([file]) => isProgram(file));
  const all = programs.map(([file, contents]) => mutate(file, String(contents)));
  return (await Promise.all(all)).flat();
}

async function mutate(file: string, source: string): Promise<Mutant[]> {
  const options = { plugins: null, excludedMutations: [], noHeader: true, ignorers: [] };
  const { mutants } = await new Instrumenter(logger).instrument([{ name: file, mutate: true, content: source }], options);
  const lines = source.split('\n');
  const starts = lines.map((_line, at) => lines.slice(0, at).reduce((sum, { length }) => sum + length + 1, 0));
  const offset = ({ line, column }: { line: number; column: number }) => starts[line]! + column;
  return mutants.map(({ location, replacement }) => {
    const [from, to] = [offset(location.start), offset(location.end)];
    return {
      file,
      line: location.start.line + 1,
      in: lines[location.start.line]!.trim(),
      edit: `${oneLine(source.slice(from, to))} → ${oneLine(replacement)}`,
      source: source.slice(0, from) + replacement + source.slice(to),
    };
  });
} // prettier-ignore

const longest = 70;

function oneLine(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
