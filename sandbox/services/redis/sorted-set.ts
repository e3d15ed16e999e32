/** Members with scores, in the order of Redis: by score, then by the bytes of the member. */
export interface SortedSet {
  readonly size: number;
  score(member: string): number | undefined;
  /** Adds a member or moves it. */
  put(member: string, score: number): void;
  remove(member: string): boolean;
  /** The place in ascending order; -1 for a member that is not there. */
  rank(member: string): number;
  /** All of them, ascending; not to be changed. */
  entries(): readonly (readonly [member: string, score: number])[];
}

export function createSortedSet(from: Iterable<readonly [string, number]> = []): SortedSet {
  const scores = new Map<string, number>();
  const sorted: [string, number][] = [];
  const place = (member: string, score: number) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const [other, theirs] = sorted[middle]!;
      if (theirs < score || (theirs === score && other < member)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const set: SortedSet = {
    get size() {
      return scores.size;
    },
    score: (member) => scores.get(member),
    put(member, given) {
      const score = given + 0;
      set.remove(member);
      scores.set(member, score);
      sorted.splice(place(member, score), 0, [member, score]);
    },
    remove(member) {
      const score = scores.get(member);
      if (score === undefined) return false;
      scores.delete(member);
      sorted.splice(place(member, score), 1);
      return true;
    },
    rank(member) {
      const score = scores.get(member);
      return score === undefined ? -1 : place(member, score);
    },
    entries: () => sorted,
  };
  for (const [member, score] of from) set.put(member, score);
  return set;
}
