import { slideChanges } from './slide.ts';

/** Lines from `from` to `to` of one side stand where those of the other side stood. */
export interface Change {
  oldFrom: number;
  oldTo: number;
  newFrom: number;
  newTo: number;
}

/** A text as lines that keep their line break; the last one may have none. */
export const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/**
 * Where two texts differ, as `git diff` finds it: Myers' shortest edit script from both ends, on lines that both sides
 * have, with changes moved to where a reader expects them.
 */
export function diffLines(before: readonly string[], after: readonly string[], byIndent = true): Change[] {
  const ids = new Map<string, number>();
  const number = (lines: readonly string[]) =>
    Int32Array.from(lines, (line) => {
      if (!ids.has(line)) ids.set(line, ids.size);
      return ids.get(line)!;
    });
  const [old, fresh] = [number(before), number(after)];
  const marks = { old: new Uint8Array(old.length), fresh: new Uint8Array(fresh.length) };
  const ends = trim(old, fresh);
  const kept = [worthComparing(old, fresh, ends.start, ends.oldEnd), worthComparing(fresh, old, ends.start, ends.newEnd)] as const; // prettier-ignore
  for (let at = ends.start; at < ends.oldEnd; at += 1) marks.old[at] = 1;
  for (let at = ends.start; at < ends.newEnd; at += 1) marks.fresh[at] = 1;
  const [a, b] = [kept[0].map((at) => old[at]!), kept[1].map((at) => fresh[at]!)];
  for (const at of kept[0]) marks.old[at] = 0;
  for (const at of kept[1]) marks.fresh[at] = 0;
  compare(
    { a, b, left: (at) => void (marks.old[kept[0][at]!] = 1), added: (at) => void (marks.fresh[kept[1][at]!] = 1) },
    [0, a.length, 0, b.length],
  );
  slideChanges(
    { ids: old, lines: before, marks: marks.old },
    { ids: fresh, lines: after, marks: marks.fresh },
    byIndent,
  );
  slideChanges(
    { ids: fresh, lines: after, marks: marks.fresh },
    { ids: old, lines: before, marks: marks.old },
    byIndent,
  );
  return toChanges(marks.old, marks.fresh);
}

function trim(old: Int32Array, fresh: Int32Array) {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let [oldEnd, newEnd] = [old.length, fresh.length];
  while (oldEnd > start && newEnd > start && old[oldEnd - 1] === fresh[newEnd - 1]) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  return { start, oldEnd, newEnd };
}

/**
 * The lines that take part in the search. Those without a partner do not, nor do lines that are everywhere (braces,
 * empty lines) when they stand among such.
 */
function worthComparing(own: Int32Array, other: Int32Array, start: number, end: number): number[] {
  const counts = new Map<number, number>();
  for (const id of other) counts.set(id, (counts.get(id) ?? 0) + 1);
  const many = Math.min(roughRoot(own.length), 1024);
  const kind = (at: number): 'alone' | 'common' | 'good' => {
    const count = counts.get(own[at]!) ?? 0;
    return count === 0 ? 'alone' : count >= many ? 'common' : 'good';
  };
  const kinds = Array.from({ length: end - start }, (_, at) => kind(start + at));
  return kinds.flatMap((one, at) =>
    one === 'good' || (one === 'common' && !amongStrangers(kinds, at)) ? [start + at] : [],
  );
}

/** A power of two near the square root. */
function roughRoot(count: number): number {
  let root = 1;
  for (let rest = count; rest > 0; rest = Math.floor(rest / 4)) root *= 2;
  return root;
}

const window = 100;

function amongStrangers(kinds: readonly string[], at: number): boolean {
  const look = (step: number) => {
    let [alone, common] = [0, 1];
    for (let index = at + step; kinds[index] && kinds[index] !== 'good'; index += step) {
      if (Math.abs(index - at) > window) break;
      if (kinds[index] === 'alone') alone += 1;
      else common += 1;
    }
    return { alone, common };
  };
  const [back, ahead] = [look(-1), look(1)];
  if (!back.alone || !ahead.alone) return false;
  const [alone, common] = [back.alone + ahead.alone, back.common + ahead.common];
  return common * 4 < common + alone;
}

interface Search {
  a: number[];
  b: number[];
  left(at: number): void;
  added(at: number): void;
}

type Box = [aFrom: number, aTo: number, bFrom: number, bTo: number];

function compare(search: Search, [aFrom, aTo, bFrom, bTo]: Box): void {
  const { a, b } = search;
  while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) {
    aFrom += 1;
    bFrom += 1;
  }
  while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) {
    aTo -= 1;
    bTo -= 1;
  }
  if (aFrom === aTo) for (let at = bFrom; at < bTo; at += 1) search.added(at);
  else if (bFrom === bTo) for (let at = aFrom; at < aTo; at += 1) search.left(at);
  else {
    const [x, y] = middle(a, b, [aFrom, aTo, bFrom, bTo]);
    compare(search, [aFrom, x, bFrom, y]);
    compare(search, [x, aTo, y, bTo]);
  }
}

/** Where the shortest ways from both ends meet. Diagonals are numbered by `x - y`. */
function middle(a: number[], b: number[], [aFrom, aTo, bFrom, bTo]: Box): [number, number] {
  const [lowest, highest] = [aFrom - bTo, aTo - bFrom];
  const [start, end] = [aFrom - bFrom, aTo - bTo];
  const odd = ((start - end) & 1) !== 0;
  const offset = 1 - lowest;
  const ahead = new Int32Array(highest - lowest + 3).fill(-1);
  const back = new Int32Array(highest - lowest + 3).fill(0x7fffffff);
  ahead[start + offset] = aFrom;
  back[end + offset] = aTo;
  let [fMin, fMax, bMin, bMax] = [start, start, end, end];
  for (;;) {
    if (fMin > lowest) ahead[(fMin -= 1) - 1 + offset] = -1;
    else fMin += 1;
    if (fMax < highest) ahead[(fMax += 1) + 1 + offset] = -1;
    else fMax -= 1;
    for (let d = fMax; d >= fMin; d -= 2) {
      const at = d + offset;
      let x = ahead[at - 1]! >= ahead[at + 1]! ? ahead[at - 1]! + 1 : ahead[at + 1]!;
      while (x < aTo && x - d < bTo && a[x] === b[x - d]) x += 1;
      ahead[at] = x;
      if (odd && bMin <= d && d <= bMax && back[at]! <= x) return [x, x - d];
    }
    if (bMin > lowest) back[(bMin -= 1) - 1 + offset] = 0x7fffffff;
    else bMin += 1;
    if (bMax < highest) back[(bMax += 1) + 1 + offset] = 0x7fffffff;
    else bMax -= 1;
    for (let d = bMax; d >= bMin; d -= 2) {
      const at = d + offset;
      let x = back[at - 1]! < back[at + 1]! ? back[at - 1]! : back[at + 1]! - 1;
      while (x > aFrom && x - d > bFrom && a[x - 1] === b[x - d - 1]) x -= 1;
      back[at] = x;
      if (!odd && fMin <= d && d <= fMax && x <= ahead[at]!) return [x, x - d];
    }
  }
}

function toChanges(old: Uint8Array, fresh: Uint8Array): Change[] {
  const changes: Change[] = [];
  for (let [x, y] = [0, 0]; x < old.length || y < fresh.length;) {
    if (!old[x] && !fresh[y]) {
      x += 1;
      y += 1;
      continue;
    }
    const change: Change = { oldFrom: x, oldTo: x, newFrom: y, newTo: y };
    while (old[x]) x += 1;
    while (fresh[y]) y += 1;
    changes.push({ ...change, oldTo: x, newTo: y });
  }
  return changes;
}
