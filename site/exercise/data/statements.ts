import type { StatementLog, Tally } from '../../../sandbox/databases.ts';

export interface StatementRow extends Omit<Tally, 'scope'> {
  sql: string;
  /** The one test or request in which it ran most often. */
  most: { scope: string; count: number };
}

export type SortKey = 'sql' | 'count' | 'returned' | 'total' | 'longest';

/** So many times in one test or request are seldom meant. */
const many = 10;

/** Tests and requests in the order in which they came, each once. */
export const scopesOf = ({ statements }: StatementLog): string[] => [
  ...new Set(statements.flatMap(({ tallies }) => tallies.map(({ scope }) => scope)).filter(Boolean)),
];

/** One row for each statement that ran in the scope, or in any. */
export function statementRows({ statements }: StatementLog, scope?: string): StatementRow[] {
  return statements.flatMap(({ sql, tallies }) => {
    const counted = scope === undefined ? tallies : tallies.filter((tally) => tally.scope === scope);
    return counted.length ? [sum(sql, counted)] : [];
  });
}

function sum(sql: string, tallies: Tally[]): StatementRow {
  const row: StatementRow = {
    sql,
    count: 0,
    total: 0,
    longest: 0,
    returned: 0,
    changed: 0,
    most: { scope: '', count: 0 },
  };
  for (const tally of tallies) {
    row.count += tally.count;
    row.total += tally.total;
    row.returned += tally.returned;
    row.changed += tally.changed;
    row.longest = Math.max(row.longest, tally.longest);
    if (tally.scope && tally.scope !== 'earlier' && tally.count > row.most.count) row.most = tally;
  }
  return row;
}

/** One query for each row of another: the usual name is N+1. */
export const repeats = ({ sql, most }: StatementRow): boolean => most.count >= many && /^(?:select|with)\b/i.test(sql);

export function sorted(rows: StatementRow[], key: SortKey, descending: boolean): StatementRow[] {
  const order = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [a[key], b[key]];
    return order * (typeof left === 'number' ? left - (right as number) : left.localeCompare(right as string));
  });
}

/** Browsers round their clocks to a tenth of a millisecond. */
export function time(ms: number): string {
  if (ms < 0.05) return '< 0.1 ms';
  return ms < 10 ? `${ms.toFixed(1)} ms` : ms < 995 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
