import { invalidArgType, validateString } from './errors.ts';

type Entry = [operation: -1 | 0 | 1, value: string];

function validateSide(value: unknown, name: string): void {
  if (typeof value === 'string') return;
  if (!Array.isArray(value)) throw invalidArgType(name, ['string'], value);
  for (const [index, each] of value.entries()) validateString(each, `${name}[${index}]`);
}

/** The furthest that each number of changes reaches on each diagonal, until both ends are met (Myers). */
function trace(actual: ArrayLike<string>, expected: ArrayLike<string>): Map<number, number>[] {
  const most = actual.length + expected.length;
  const reach = new Map([[1, 0]]);
  const history: Map<number, number>[] = [];
  for (let changes = 0; changes <= most; changes++) {
    history.push(new Map(reach));
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const [left, right] = [reach.get(diagonal - 1) ?? -1, reach.get(diagonal + 1) ?? -1];
      let x = diagonal === -changes || (diagonal !== changes && left < right) ? right : left + 1;
      while (x < actual.length && x - diagonal < expected.length && actual[x] === expected[x - diagonal]) x += 1;
      reach.set(diagonal, x);
      if (x >= actual.length && x - diagonal >= expected.length) return history;
    }
  }
  return history;
}

/** `util.diff`: 1 for what only `actual` has, -1 for what only `expected` has, 0 for what both have. */
export function diff(actual: string | string[], expected: string | string[]): Entry[] {
  if (actual === expected) return [];
  validateSide(actual, 'actual');
  validateSide(expected, 'expected');
  const entries: Entry[] = [];
  let [x, y] = [actual.length, expected.length];
  const history = trace(actual, expected);
  for (let changes = history.length - 1; changes >= 0; changes--) {
    const reach = history[changes]!;
    const diagonal = x - y;
    const [left, right] = [reach.get(diagonal - 1) ?? -1, reach.get(diagonal + 1) ?? -1];
    const before = diagonal === -changes || (diagonal !== changes && left < right) ? diagonal + 1 : diagonal - 1;
    const fromX = reach.get(before) ?? 0;
    const fromY = fromX - before;
    while (x > fromX && y > fromY) {
      entries.push([0, actual[--x]!]);
      y -= 1;
    }
    if (changes === 0) break;
    if (x > fromX) entries.push([1, actual[--x]!]);
    else entries.push([-1, expected[--y]!]);
  }
  return entries.reverse();
}
