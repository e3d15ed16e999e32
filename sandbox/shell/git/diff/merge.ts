import { diffLines, type Change } from './lines.ts';

export interface Merged {
  text: string;
  conflicts: number;
}

interface Labels {
  ours: string;
  theirs: string;
}

/** A piece of both sides, from–to in each. */
interface Piece {
  from: [ours: number, theirs: number];
  to: [ours: number, theirs: number];
  kind: 'ours' | 'theirs' | 'conflict';
}

/** Conflicts with fewer equal lines between them are shown as one. */
const fewest = 3;

/** Joins two changed texts of one ancestor, with markers around what both changed in different ways. */
export function mergeLines(base: string[], ours: string[], theirs: string[], labels: Labels): Merged {
  const pieces = joinNear(refine(overlaps(diffLines(base, ours, false), diffLines(base, theirs, false), [ours, theirs]), ours, theirs));
  let text = '';
  let at = 0;
  const put = (lines: string[]) => void (text += lines.join(''));
  const ended = (lines: string[]) => (lines.at(-1)?.endsWith('\n') === false ? [...lines.slice(0, -1), `${lines.at(-1)}\n`] : lines); // prettier-ignore
  for (const { from, to, kind } of pieces) {
    put(ours.slice(at, from[0]));
    const [own, other] = [ours.slice(from[0], to[0]), theirs.slice(from[1], to[1])];
    if (kind === 'theirs') put(other);
    else if (kind === 'ours') put(own);
    else put([`<<<<<<< ${labels.ours}\n`, ...ended(own), '=======\n', ...ended(other), `>>>>>>> ${labels.theirs}\n`]);
    at = to[0];
  }
  put(ours.slice(at));
  return { text, conflicts: pieces.filter(({ kind }) => kind === 'conflict').length };
} // prettier-ignore

/** What each side changed, and where both changed the same lines of the ancestor. */
function overlaps(own: Change[], other: Change[], [ours, theirs]: [string[], string[]]): Piece[] {
  const pieces: Piece[] = [];
  // How much longer each side is than the ancestor, up to here.
  const drift: [number, number] = [0, 0];
  let [left, right] = [0, 0];
  while (left < own.length || right < other.length) {
    const [a, b] = [own[left], other[right]];
    if (a && (!b || a.oldTo < b.oldFrom)) {
      pieces.push({ kind: 'ours', from: [a.newFrom, a.oldFrom + drift[1]], to: [a.newTo, a.oldTo + drift[1]] });
      drift[0] = a.newTo - a.oldTo;
      left += 1;
    } else if (b && (!a || b.oldTo < a.oldFrom)) {
      pieces.push({ kind: 'theirs', from: [b.oldFrom + drift[0], b.newFrom], to: [b.oldTo + drift[0], b.newTo] });
      drift[1] = b.newTo - b.oldTo;
      right += 1;
    } else {
      // All changes that touch each other, on both sides.
      let [lastA, lastB] = [a!, b!];
      [left, right] = [left + 1, right + 1];
      for (;;) {
        const [nextA, nextB] = [own[left], other[right]];
        if (nextA && nextA.oldFrom <= lastB.oldTo) {
          lastA = nextA;
          left += 1;
        } else if (nextB && nextB.oldFrom <= lastA.oldTo) {
          lastB = nextB;
          right += 1;
        } else break;
      }
      const [start, end] = [Math.min(a!.oldFrom, b!.oldFrom), Math.max(lastA.oldTo, lastB.oldTo)];
      const from: Piece['from'] = [start + a!.newFrom - a!.oldFrom, start + b!.newFrom - b!.oldFrom];
      const to: Piece['to'] = [end + lastA.newTo - lastA.oldTo, end + lastB.newTo - lastB.oldTo];
      const equal = ours.slice(from[0], to[0]).join('') === theirs.slice(from[1], to[1]).join('');
      pieces.push({ kind: equal ? 'ours' : 'conflict', from, to });
      drift[0] = lastA.newTo - lastA.oldTo;
      drift[1] = lastB.newTo - lastB.oldTo;
    }
  }
  return pieces;
}

/** What both sides say alike inside of a conflict is none. */
function refine(pieces: Piece[], ours: string[], theirs: string[]): Piece[] {
  return pieces.flatMap((piece): Piece[] => {
    const { from, to, kind } = piece;
    if (kind !== 'conflict' || from[0] === to[0] || from[1] === to[1]) return [piece];
    const changes = diffLines(ours.slice(from[0], to[0]), theirs.slice(from[1], to[1]), false);
    return changes.map(({ oldFrom, oldTo, newFrom, newTo }) => ({
      kind,
      from: [from[0] + oldFrom, from[1] + newFrom],
      to: [from[0] + oldTo, from[1] + newTo],
    }));
  });
}

function joinNear(pieces: Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const near = last?.kind === 'conflict' && piece.kind === 'conflict' && piece.from[0] - last.to[0] <= fewest;
    if (near) last.to = piece.to;
    else joined.push({ ...piece });
  }
  return joined;
}
