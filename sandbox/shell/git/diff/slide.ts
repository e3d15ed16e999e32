export interface Marked {
  ids: Int32Array;
  lines: readonly string[];
  /** 1 where a line is changed. */
  marks: Uint8Array;
}

/** Changed lines that stand together. */
interface Group {
  start: number;
  end: number;
}

/**
 * A change may often stand in several places that say the same: a new function may begin with its own brace or with the
 * one before it. Each group is moved beside a change of the other side, or to where the indentation looks right.
 * Merges leave the indentation out, as git's do.
 */
export function slideChanges(own: Marked, other: Marked, byIndent: boolean): void {
  const here = cursor(own);
  const there = cursor(other);
  for (;;) {
    if (here.group.end > here.group.start) place(own, here, there, byIndent);
    if (!here.next()) return;
    there.next();
  }
}

function place(own: Marked, here: Cursor, there: Cursor, byIndent: boolean): void {
  const { group } = here;
  let earliest: number;
  let beside: number;
  let size: number;
  do {
    size = group.end - group.start;
    beside = -1;
    while (here.up()) there.previous();
    earliest = group.end;
    if (there.group.end > there.group.start) beside = group.end;
    while (here.down()) {
      there.next();
      if (there.group.end > there.group.start) beside = group.end;
    }
  } while (size !== group.end - group.start);
  if (group.end === earliest) return;
  if (beside >= 0) {
    while (there.group.end === there.group.start) {
      here.up();
      there.previous();
    }
    return;
  }
  if (!byIndent) return;
  const best = bestEnd(own.lines, Math.max(earliest, group.end - size - 1, group.end - longestSlide), group.end, size);
  while (group.end > best) {
    here.up();
    there.previous();
  }
}

type Cursor = ReturnType<typeof cursor>;

/** Walks over the groups of one side, the empty ones between unchanged lines among them. */
function cursor({ ids, marks }: Marked) {
  const group: Group = { start: 0, end: 0 };
  while (marks[group.end]) group.end += 1;
  return {
    group,
    next(): boolean {
      if (group.end === marks.length) return false;
      group.start = group.end + 1;
      group.end = group.start;
      while (marks[group.end]) group.end += 1;
      return true;
    },
    previous(): boolean {
      if (group.start === 0) return false;
      group.end = group.start - 1;
      group.start = group.end;
      while (marks[group.start - 1]) group.start -= 1;
      return true;
    },
    up(): boolean {
      if (group.start === 0 || ids[group.start - 1] !== ids[group.end - 1]) return false;
      marks[(group.start -= 1)] = 1;
      marks[(group.end -= 1)] = 0;
      while (marks[group.start - 1]) group.start -= 1;
      return true;
    },
    down(): boolean {
      if (group.end >= marks.length || ids[group.start] !== ids[group.end]) return false;
      marks[group.start] = 0;
      group.start += 1;
      marks[group.end] = 1;
      group.end += 1;
      while (marks[group.end]) group.end += 1;
      return true;
    },
  };
}

const longestSlide = 100;
const mostBlanks = 20;
const widest = 200;

/** What it costs to cut a text at a line, found by git's authors from many changes that people had judged. */
const cost = {
  startOfFile: 1,
  endOfFile: 21,
  blank: -30,
  blankAfter: 6,
  deeper: -4,
  deeperWithBlank: 10,
  outdent: 24,
  outdentWithBlank: 17,
  dedent: 23,
  dedentWithBlank: 17,
  indent: 60,
};

interface Score {
  indent: number;
  penalty: number;
}

function bestEnd(lines: readonly string[], from: number, to: number, size: number): number {
  let best: { end: number; score: Score } | undefined;
  for (let end = from; end <= to; end += 1) {
    const [after, before] = [scoreOf(lines, end), scoreOf(lines, end - size)];
    const score = { indent: after.indent + before.indent, penalty: after.penalty + before.penalty };
    if (!best || compareScores(score, best.score) <= 0) best = { end, score };
  }
  return best!.end;
}

const compareScores = (one: Score, other: Score) =>
  cost.indent * Math.sign(one.indent - other.indent) + (one.penalty - other.penalty);

/** Columns before the first letter; -1 for a line without one. */
function indentOf(line: string): number {
  let columns = 0;
  for (const letter of line) {
    if (letter === ' ') columns += 1;
    else if (letter === '\t') columns += 8 - (columns % 8);
    else if (!/\s/.test(letter)) return columns;
    if (columns >= widest) return widest;
  }
  return -1;
}

/** Blank lines from a line on, and the indentation of what follows them. */
function beyond(lines: readonly string[], at: number, step: number): { blanks: number; indent: number } {
  let blanks = 0;
  for (let index = at + step; index >= 0 && index < lines.length; index += step) {
    const indent = indentOf(lines[index]!);
    if (indent >= 0) return { blanks, indent };
    blanks += 1;
    if (blanks === mostBlanks) return { blanks, indent: 0 };
  }
  return { blanks, indent: -1 };
}

function scoreOf(lines: readonly string[], at: number): Score {
  const atEnd = at >= lines.length;
  const own = atEnd ? -1 : indentOf(lines[at]!);
  const before = beyond(lines, at, -1);
  const after = beyond(lines, at, 1);
  const blankAfter = own === -1 ? 1 + after.blanks : 0;
  const blanks = before.blanks + blankAfter;
  const indent = own === -1 ? after.indent : own;
  let penalty = cost.blank * blanks + cost.blankAfter * blankAfter;
  if (before.indent === -1 && before.blanks === 0) penalty += cost.startOfFile;
  if (atEnd) penalty += cost.endOfFile;
  if (indent !== -1 && before.indent !== -1) penalty += turn(indent, before.indent, after.indent, blanks > 0);
  return { indent, penalty };
}

function turn(indent: number, before: number, after: number, blank: boolean): number {
  if (indent === before) return 0;
  if (indent > before) return blank ? cost.deeperWithBlank : cost.deeper;
  if (after !== -1 && after > indent) return blank ? cost.outdentWithBlank : cost.outdent;
  return blank ? cost.dedentWithBlank : cost.dedent;
}
