/** The same shuffle in every build, so that a page does not change without a cause. Never the given order. */
export function shuffle<Item>(items: readonly Item[], seed: string): Item[] {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 16777619);
  const random = () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other] as Item, result[index] as Item];
  }
  const same = result.every((item, index) => item === items[index]);
  return same ? result.reverse() : result;
}
