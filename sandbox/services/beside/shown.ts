/** What the databases beside a program have in common where they are shown. Pure. */
import type { Cell, ResultSet, StatementInfo, StatementLog, Tally } from '../../databases.ts';

/** Characters of one value, rows of one result, different statements of one log. */
const limits = { text: 1000, rows: 500, results: 10, statements: 500 };

export const mostRows = limits.rows;
export const mostResults = limits.results;

/** Said where a statement is refused. */
export const readOnly = 'This would change the database. Allow changes below the query box to run it.';
export const emptyBox = 'The query box holds no statement.';

export const nothing: Cell = { type: 'null', text: 'NULL' };

/** A value as text, cut where it is long. */
export function cell(type: Exclude<Cell['type'], 'null' | 'blob'>, text: string): Cell {
  if (text.length <= limits.text) return { type, text };
  const whole = [...text];
  return whole.length <= limits.text ? { type, text } : { type, text: whole.slice(0, limits.text).join(''), length: whole.length }; // prettier-ignore
}

/** A page of what was read; one row more than wanted says that there is another page. */
export const pageOf = (columns: string[], rows: Cell[][], limit: number): ResultSet => ({
  columns,
  rows: rows.slice(0, limit),
  more: rows.length > limit,
});

export interface Execution extends Partial<Pick<Tally, 'returned' | 'changed'>> {
  text: string;
  /** ms */
  duration?: number;
}

/** Executions of the same text as one line each. */
export function tally(executions: Execution[]): StatementLog {
  const found = new Map<string, StatementInfo>();
  let others = 0;
  for (const { text, duration = 0, returned = 0, changed = 0 } of executions) {
    const known = found.get(text);
    if (!known && found.size >= limits.statements) {
      others += 1;
      continue;
    }
    const [sum] = known?.tallies ?? [{ scope: '', count: 0, total: 0, longest: 0, returned: 0, changed: 0 }];
    const now: Tally = {
      scope: '',
      count: sum!.count + 1,
      total: sum!.total + duration,
      longest: Math.max(sum!.longest, duration),
      returned: sum!.returned + returned,
      changed: sum!.changed + changed,
    };
    found.set(text, { sql: text, tallies: [now] });
  }
  return { statements: [...found.values()], others };
}
