import type { Paint } from './print.ts';

/** Lines around a change that are shown, as in `diff -u`. */
const context = 3;

type Edit = [mark: ' ' | '-' | '+', text: string];

/** What is only in `before` (`-`) and only in `after` (`+`), with some lines around it. Empty when both are equal. */
export function formatDiff(before: string, after: string, paint: Paint): string[] {
  const edits = diffLines(before.split('\n'), after.split('\n'));
  const near = (at: number) => edits.slice(Math.max(0, at - context), at + context + 1).some(([mark]) => mark !== ' ');
  const lines: string[] = [];
  let hidden = false;
  for (const [at, [mark, text]] of edits.entries()) {
    if (!near(at)) {
      hidden = true;
      continue;
    }
    if (hidden && lines.length) lines.push(paint('dim', '  …'));
    hidden = false;
    const line = `${mark} ${text}`;
    lines.push(mark === '-' ? paint('red', line) : mark === '+' ? paint('green', line) : line);
  }
  return lines;
}

/** The shortest way from one list to the other, by the lengths of common rests. Files of exercises are short. */
function diffLines(before: string[], after: string[]): Edit[] {
  const rests = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      rests[i]![j] = before[i] === after[j] ? rests[i + 1]![j + 1]! + 1 : Math.max(rests[i + 1]![j]!, rests[i]![j + 1]!);
    }
  }
  const edits: Edit[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      edits.push([' ', before[i++]!]);
      j++;
    } else if (i < before.length && (j >= after.length || rests[i + 1]![j]! >= rests[i]![j + 1]!)) {
      edits.push(['-', before[i++]!]);
    } else edits.push(['+', after[j++]!]);
  }
  return edits;
} // prettier-ignore
