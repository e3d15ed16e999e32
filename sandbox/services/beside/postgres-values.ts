/** PostgreSQL's values, tags and plans as the page shows them. Pure. */
import type { Cell, PlanStep } from '../../databases.ts';
import { cell, nothing } from './shown.ts';

/** Object ids of types: int8, int2, int4, oid; float4, float8, numeric; bytea. */
const integers = new Set([20, 21, 23, 26]);
const reals = new Set([700, 701, 1700]);
const bytea = 17;

/** Bytes of a binary value that are shown. */
const shownBytes = 64;

export function cellOf(value: string | null, type: number): Cell {
  if (value === null) return nothing;
  if (type === bytea) return { type: 'blob', text: value.slice(2, 2 + shownBytes * 2), length: (value.length - 2) / 2 };
  return cell(integers.has(type) ? 'integer' : reals.has(type) ? 'real' : 'text', value);
}

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** How many rows a statement gave or changed, from what the server says of it: `SELECT 3`, `INSERT 0 1`. */
export function rowsIn(tags: string): { returned: number; changed: number } {
  const sum = { returned: 0, changed: 0 };
  for (const [, word, count] of tags.matchAll(/\b(SELECT|FETCH|INSERT|UPDATE|DELETE|MERGE|COPY)(?: 0)? (\d+)/g)) {
    sum[/SELECT|FETCH/.test(word!) ? 'returned' : 'changed'] += Number(count);
  }
  return sum;
}

/** The lines of EXPLAIN as steps; what belongs to a step stands below it. */
export function planSteps(lines: string[]): PlanStep[] {
  let depth = 0;
  return lines.map((line, index) => {
    const [, blanks = '', arrow = '', detail = ''] = /^(\s*)(->\s*)?(.*)$/.exec(line) ?? [];
    if (arrow) depth = (blanks.length - 2) / 6 + 1;
    else if (index && !blanks) depth = 0;
    return { depth: arrow || index === 0 || !blanks ? depth : depth + 1, detail };
  });
}
