/** Something in the course that must be mended before learners meet it. */
export interface Finding {
  /** Relative to the project: `exercises/hello-server/app.test.ts`. */
  file: string;
  /** From 1 on; left out where it is about the whole file. */
  line?: number;
  /** The rule's name, such as `wrong answers` or `stray files`. */
  rule: string;
  /** One sentence. */
  problem: string;
  /** What to do, as one sentence. */
  advice: string;
}

/** `exercises/a/app.ts:3`, which terminals and editors turn into a link. */
export const placeOf = ({ file, line }: Finding): string => (line ? `${file}:${line}` : file);

/** The line in which `text` first stands, from 1 on; `undefined` when it does not. */
export function lineOf(source: string, text: string): number | undefined {
  const at = source.indexOf(text);
  return at < 0 ? undefined : source.slice(0, at).split('\n').length;
}
