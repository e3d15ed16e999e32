import { editDistance } from '../../sandbox/nearest.ts';

/** The places whose address is spelled most like the given one, best first: the same folder counts for half. */
export function nearest<Place extends { href: string }>(path: string, places: Place[], limit = 3): Place[] {
  const wanted = partsOf(path);
  return places
    .map((place) => ({ place, distance: distance(wanted, partsOf(place.href)) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ place }) => place);
}

/** From 0, the same, to 2. */
function distance(wanted: string[], other: string[]): number {
  const [slug, otherSlug] = [wanted.at(-1) ?? '', other.at(-1) ?? ''];
  // Who writes only a part of a name has not misspelt it.
  const begun = slug.length > 2 && otherSlug.startsWith(slug.slice(0, 3)) ? 0.25 : 0;
  const letters = editDistance(slug, otherSlug) / Math.max(slug.length, otherSlug.length, 1);
  return letters - begun + (wanted.at(-2) === other.at(-2) || wanted[0] === other[0] ? 0 : 0.5);
}

const partsOf = (path: string): string[] => path.toLowerCase().split('/').filter(Boolean);
