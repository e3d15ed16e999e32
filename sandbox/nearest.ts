/** The candidates that are spelled most like `word`, nearest first; empty when none comes near. */
export function nearest(word: string, candidates: readonly string[], count = 3): string[] {
  const reach = Math.max(3, Math.floor(word.length / 2));
  return candidates
    .map((candidate) => ({
      candidate,
      distance: candidate.includes(word) && word.length > 2 ? 1 : editDistance(word, candidate),
    }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** How many letters must be added, removed or replaced to turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
