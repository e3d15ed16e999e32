/** So many of them, each at most once; with a negative count, so many draws. */
export function pickRandom<Item>(items: Item[], count: number): Item[] {
  if (count < 0)
    return Array.from({ length: items.length ? -count : 0 }, () => items[Math.floor(Math.random() * items.length)]!);
  const left = [...items];
  const found: Item[] = [];
  while (left.length && found.length < count) found.push(...left.splice(Math.floor(Math.random() * left.length), 1));
  return found;
}
