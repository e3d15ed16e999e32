/** How many letters have to be added, taken away or changed to turn one word into the other. */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] as number) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[other.length] as number;
}

/** The places whose last part of the address is nearest to the last part of the given one, best first. */
export function nearest<Place extends { href: string }>(path: string, places: Place[], limit = 3): Place[] {
  const slug = lastPart(path);
  return places
    .map((place) => ({ place, distance: editDistance(slug, lastPart(place.href)) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ place }) => place);
}

const lastPart = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1)?.toLowerCase() ?? '';
