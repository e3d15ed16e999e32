import type { QueryResult } from '../../sandbox/databases.ts';

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** What a query came to, in a sentence. */
export function rowsWords({ results, changes, statements }: QueryResult): string {
  const rows = results.reduce((sum, result) => sum + result.rows.length, 0);
  const more = results.some((result) => result.more);
  const parts = [
    ...(results.length > 0 ? [`${more ? 'the first ' : ''}${counted(rows, 'row')}`] : []),
    ...(changes > 0 ? [`${counted(changes, 'row')} changed`] : []),
  ];
  if (parts.length === 0) return `Done: ${counted(statements, 'statement')}, no row was changed.`;
  return `Done: ${parts.join(', ')}.`;
}
