import type { Conflict } from '../index-file.ts';
import { diffLines, splitLines } from '../diff/lines.ts';
import { short } from '../format.ts';
import type { Repo } from '../repo.ts';
import { readWork } from '../worktree.ts';

const decoder = new TextDecoder();
const context = 3;

/** A line of the result, with what it is to each parent, and the lines that were lost before it. */
interface Row {
  text: string;
  signs: [string, string];
  lost: { text: string; signs: [string, string] }[];
}

/** `diff --cc`: a file in conflict, compared with both sides at once. */
export async function combinedDiff(repo: Repo, path: string, { ours, theirs }: Conflict): Promise<string> {
  const result = await readWork(repo, path).then((bytes) => decoder.decode(bytes), () => undefined); // prettier-ignore
  if (!ours || !theirs || result === undefined) return `* Unmerged path ${path}\n`;
  const parents = [ours, theirs].map(async ({ oid }) => splitLines(decoder.decode(await repo.blob(oid))));
  const [left, right] = (await Promise.all(parents)) as [string[], string[]];
  const head = `diff --cc ${path}\nindex ${short(ours.oid)},${short(theirs.oid)}..0000000\n--- a/${path}\n+++ b/${path}\n`;
  return head + combine(splitLines(result), left, right);
}

function combine(result: string[], left: string[], right: string[]): string {
  const rows: Row[] = [...result, ''].map((text) => ({ text, signs: [' ', ' '], lost: [] }));
  for (const [side, lines] of [left, right].entries()) {
    for (const { oldFrom, oldTo, newFrom, newTo } of diffLines(lines, result)) {
      for (let at = newFrom; at < newTo; at += 1) rows[at]!.signs[side] = '+';
      // Lines that both sides lost at the same place are one.
      let from = 0;
      for (const text of lines.slice(oldFrom, oldTo)) {
        const { lost } = rows[newFrom]!;
        const same = side === 1 ? lost.findIndex((one, at) => at >= from && one.text === text && one.signs[1] === ' ') : -1; // prettier-ignore
        if (same >= 0) {
          lost[same]!.signs[1] = '-';
          from = same + 1;
        } else lost.push({ text, signs: side === 0 ? ['-', ' '] : [' ', '-'] });
      }
    }
  }
  return hunksOf(rows, result.length);
}

const changed = ({ signs, lost }: Row) => lost.length > 0 || signs.includes('+');

function hunksOf(rows: Row[], length: number): string {
  const at = rows.flatMap((row, index) => (changed(row) ? [index] : []));
  const groups: [number, number][] = [];
  for (const index of at) {
    const last = groups.at(-1);
    if (last && index - last[1] <= context * 2 + 1) last[1] = index;
    else groups.push([index, index]);
  }
  return groups
    .map(([first, last]) => {
      const [from, to] = [Math.max(0, first - context), Math.min(length, last + 1 + context)];
      const before = (side: 0 | 1, end: number) => rows.slice(0, end).reduce((sum, row, index) => sum + row.lost.filter((one) => one.signs[side] === '-').length + (index < length && row.signs[side] !== '+' ? 1 : 0), 0); // prettier-ignore
      const range = (side: 0 | 1) => {
        const [start, end] = [before(side, from), before(side, to) + (to === length ? lostAtEnd(rows, side) : 0)];
        return `-${end - start ? start + 1 : start},${end - start}`;
      };
      const shown = rows.slice(from, to === length ? rows.length : to);
      const text = shown.map((row, index) => lostLines(row) + (from + index < length ? row.signs.join('') + ended(row.text) : '')).join(''); // prettier-ignore
      return `@@@ ${range(0)} ${range(1)} +${from + 1},${to - from} @@@\n${text}`;
    })
    .join('');
}

const lostAtEnd = (rows: Row[], side: 0 | 1) => rows.at(-1)!.lost.filter((one) => one.signs[side] === '-').length;
const lostLines = ({ lost }: Row) => lost.map(({ text, signs }) => signs.join('') + ended(text)).join('');
const ended = (text: string) => (text.endsWith('\n') ? text : `${text}\n\\ No newline at end of file\n`);
