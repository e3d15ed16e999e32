import type { StatementLog } from '../../sandbox/databases.ts';
import type { Answer } from './server.ts';

/** What one version did. */
export interface Counted {
  answers: Answer[];
  printed: string;
  log: StatementLog;
  /** What the program counted itself. */
  steps: [name: string, count: number][];
}

export interface CountRow {
  what: string;
  counts: [number, number];
}

/** What was counted of two versions, side by side. What neither has done is left out. */
export function countRows(both: [Counted, Counted]): CountRow[] {
  const rows: CountRow[] = [];
  const add = (what: string, count: (one: Counted) => number) => {
    const counts: [number, number] = [count(both[0]), count(both[1])];
    if (counts[0] > 0 || counts[1] > 0) rows.push({ what, counts });
  };
  add('Answers', ({ answers }) => answers.filter(({ text }) => text !== undefined).length);
  for (const [what, key] of [
    ['SQL statements', 'count'],
    ['Rows that SQL gave', 'returned'],
    ['Rows that SQL changed', 'changed'],
  ] as const) {
    add(what, (one) => tallies(one).reduce((sum, tally) => sum + tally[key], 0));
  }
  const names = new Set(both.flatMap(({ steps }) => steps.map(([name]) => name)));
  for (const name of names) {
    add(name[0]!.toUpperCase() + name.slice(1), ({ steps }) => new Map(steps).get(name) ?? 0);
  }
  add('Printed lines', ({ printed }) => printed.split('\n').filter(Boolean).length);
  return rows;
}

/** With requests, only what they caused counts, and not how the tables were made. */
function tallies({ answers, log }: Counted) {
  const all = log.statements.flatMap((statement) => statement.tallies);
  return answers.length > 0 ? all.filter(({ scope }) => scope !== '') : all;
}

/** The same statuses and bodies; what was printed, where nothing was asked. Dates and other headers may differ. */
export function sameAnswers([one, other]: [Counted, Counted]): boolean {
  const answers = ({ answers, printed }: Counted) =>
    answers.length === 0 ? [printed] : answers.map(({ text, fault }) => (text === undefined ? (fault ?? '') : core(text)));
  return JSON.stringify(answers(one)) === JSON.stringify(answers(other));
} // prettier-ignore

function core(text: string): string {
  const [head = '', ...body] = text.split('\n\n');
  return [head.split('\n')[0], ...body].join('\n\n');
}
