/** Errors of what authors write, with the file and the line where Astro's page of errors finds them. */
import path from 'node:path';

/** The page of errors shows the text around the place that the stack names. */
export function placedError(message: string, file: string, line: number): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}\n    at ${path.resolve(file)}:${line}:1`;
  return error;
}

export interface FrontMatterFault {
  /** What is wrong: `title: is missing`. */
  words: string;
  line?: number;
}

/** The faults that a front matter's error lists, each with its line where that is known; those come first. */
export function frontMatterFaults(message: string, file: string, source: string): FrontMatterFault[] {
  // The text that YAML shows below its fault belongs to it.
  const faults = message.split(`\n${file}`).map((text) => text.replace(file, ''));
  const placed = faults.map((words) => {
    const line = lineOf(words, source);
    return {
      words: words
        .replace(/ at line \d+, column \d+/, '')
        .replace(/^: /, '')
        .trim(),
      ...(line && { line }),
    };
  });
  return placed.toSorted((a, b) => Number(!a.line) - Number(!b.line));
}

/** The same error with `<file>, line <n>: …` for each fault, for the page of errors. */
export function inFrontMatter(error: unknown, file: string, source: string): unknown {
  if (!(error instanceof Error) || !error.message.startsWith(file)) return error;
  const faults = frontMatterFaults(error.message, file, source);
  const message = faults.map(({ words, line = 1 }) => `${file}, line ${line}${words.startsWith('has no') ? ' ' : ': '}${words}`).join('\n');
  return placedError(message, file, faults[0]?.line ?? 1);
} // prettier-ignore

function lineOf(words: string, source: string): number | undefined {
  // YAML counts from the line behind `---`.
  const inYaml = /\bat line (\d+)/.exec(words)?.[1];
  if (inYaml) return Number(inYaml) + 1;
  const name = /unknown key ([\w-]+)/.exec(words)?.[1] ?? /^: ([\w-]+)[.:]/.exec(words)?.[1];
  if (!name) return undefined;
  const lines = source.split(/\r?\n/);
  const end = lines.indexOf('---', 1);
  const found = lines.findIndex((line, at) => at < end && new RegExp(`^\\s*${name}\\s*:`).test(line));
  return found > 0 ? found + 1 : undefined;
}
