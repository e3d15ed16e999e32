import type { Wrong } from './check.ts';

interface Parsons {
  lines: string[];
  after?: Record<number, number[]>;
  orders?: number[][];
  distractors?: { line: string; why: string }[];
}

/** Lines that can be put in order, and orders that can be reached. */
export function checkParsons({ lines, after, orders, distractors = [] }: Parsons, wrong: Wrong): void {
  if (!Array.isArray(lines) || lines.length < 2) wrong('needs at least two lines.');
  if (distractors.some((one) => !one.line || !one.why)) wrong('every distractor needs “line” and “why”.');
  const twin = distractors.find((one) => lines.includes(one.line));
  if (twin) wrong(`the distractor “${twin.line.trim()}” is also one of the lines.`);
  if (after && orders) wrong('has both “after” and “orders”: one of them says which orders are right.');
  for (const order of orders ?? []) {
    const sorted = [...order].sort((a, b) => a - b);
    if (sorted.length !== lines.length || sorted.some((value, index) => value !== index))
      wrong(`orders: [${order.join(', ')}] does not use each of 0 to ${lines.length - 1} once.`);
  }
  for (const [name, needs] of Object.entries(after ?? {})) {
    const line = Number(name);
    if (!Number.isInteger(line) || line < 0 || line >= lines.length)
      wrong(`after: there is no line ${name}; lines are counted from 0 to ${lines.length - 1}.`);
    if (!Array.isArray(needs)) wrong(`after: line ${name} needs a list of lines.`);
    const below = needs.find((need) => !(need >= 0 && need < line));
    if (below !== undefined) wrong(`after: line ${name} names ${below}, which does not stand above it in “lines”.`);
  }
}
