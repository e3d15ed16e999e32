import type { StatementInfo, StatementLog, Tally } from '../../../databases.ts';
import type { StatementLog as Log, Turn } from '../statement-log.ts';

const longest = 4000;

/** Blanks outside of quotes are one each, comments are none: the same statement stays the same in another layout. */
export function folded(sql: string): string {
  const parts = /('(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\])|(?:--[^\n]*|\/\*[\s\S]*?\*\/|\s)+/g;
  return sql
    .replace(parts, (_, quoted: string | undefined) => quoted ?? ' ')
    .trim()
    .replace(/;$/, '')
    .slice(0, longest);
}

/** The log as the page shows it: statements that differ in layout alone are one. */
export function summary(log: Log): StatementLog {
  const found = new Map<string, StatementInfo>();
  for (const { sql, turns } of log.read()) {
    const text = folded(sql);
    const known = found.get(text) ?? { sql: text, tallies: [] };
    for (const turn of turns) if (turn.count) add(known.tallies, turn);
    found.set(text, known);
  }
  return { statements: [...found.values()], others: log.others() };
}

function add(tallies: Tally[], turn: Turn): void {
  const same = tallies.find(({ scope }) => scope === turn.scope && scope === '');
  if (!same) return void tallies.push({ ...turn });
  same.count += turn.count;
  same.total += turn.total;
  same.longest = Math.max(same.longest, turn.longest);
  same.returned += turn.returned;
  same.changed += turn.changed;
}
