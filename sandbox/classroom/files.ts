import { allResults, countStatuses, statuses, type Grades } from './results.ts';

/** For spreadsheets: a row for each submission, three columns for each exercise, then the totals. */
export function toCsv({ exercises, rows }: Grades): string {
  const head = exercises.flatMap((slug) => [slug, `${slug} tests passed`, `${slug} why`]);
  const lines = [['submission', ...head, ...statuses, 'notes']];
  for (const { submission, results, notes } of rows) {
    const cells = exercises.flatMap((slug) => {
      const { status, passed, tests, why = '' } = results[slug]!;
      // Words between the numbers: spreadsheets read 7/10 as a date.
      return [status, tests ? `${passed} of ${tests}` : '', why];
    });
    const totals = countStatuses(Object.values(results));
    lines.push([submission, ...cells, ...statuses.map((status) => String(totals[status])), notes.join('; ')]);
  }
  // Excel takes a file without this mark for one in the code page of the computer.
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** A spreadsheet would run what begins like a formula. */
export function csvCell(text: string): string {
  const safe = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** For programs: everything that is known. */
export function toJson(grades: Grades, about: { folder: string; version: string }): string {
  const { exercises, rows } = grades;
  const totals = countStatuses(allResults(grades));
  return `${JSON.stringify({ version: 1, course: about.version, folder: about.folder, exercises, totals, submissions: rows }, undefined, 2)}\n`;
}
