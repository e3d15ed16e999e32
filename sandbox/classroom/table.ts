import type { Paint, Style } from '../local/print.ts';
import {
  allResults,
  countStatuses,
  statuses,
  type Grades,
  type Result,
  type ResultStatus,
  type Totals,
} from './results.ts';

const styles: Record<ResultStatus, Style> = {
  passed: 'green',
  failed: 'red',
  'not started': 'dim',
  'could not run': 'yellow',
};
const marks: Record<ResultStatus, string> = { passed: '✓', failed: '✗', 'not started': '·', 'could not run': '!' };

/** Submissions × exercises. Where the terminal is too narrow, some exercises come in a table below. */
export function formatTable(grades: Grades, paint: Paint, width = Number.POSITIVE_INFINITY): string {
  const names = grades.rows.map(({ submission }) => printable(submission));
  const first = Math.max('submission'.length, 'passed'.length, ...names.map((name) => name.length));
  const columns = grades.exercises.map((slug) => {
    const cells = grades.rows.map(({ results }) => results[slug]!);
    const total = `${countStatuses(cells).passed} of ${cells.length}`;
    return { slug, cells, total, width: Math.max(slug.length, total.length, ...cells.map((one) => cell(one).length)) };
  });
  const blocks: (typeof columns)[] = [];
  let room = 0;
  for (const column of columns) {
    if (!blocks.length || room < column.width + 2) {
      blocks.push([]);
      room = width - first;
    }
    blocks.at(-1)!.push(column);
    room -= column.width + 2;
  }
  const line = (start: string, cells: string[]) => [start.padEnd(first), ...cells].join('  ').trimEnd();
  return blocks
    .map((block) => [
      paint('bold', line('submission', block.map((column) => column.slug.padEnd(column.width)))),
      ...names.map((name, row) => line(name, block.map((column) => {
        const result = column.cells[row]!;
        return paint(styles[result.status], cell(result)) + ' '.repeat(column.width - cell(result).length);
      }))),
      line('passed', block.map((column) => column.total.padEnd(column.width))),
    ].join('\n'))
    .join('\n\n');
} // prettier-ignore

/** `✓ passed`, `✗ 7 of 10`, `✗ timeout`. */
function cell({ status, passed, tests, reason }: Result): string {
  if (status !== 'failed') return `${marks[status]} ${status}`;
  return `${marks.failed} ${reason ?? `${passed} of ${tests}`}`;
}

/** The same for a page that shows Markdown, such as the summary of a workflow. */
export function formatMarkdown(grades: Grades): string {
  const line = (cells: string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const why = grades.rows.flatMap(({ submission, notes, results }) => [
    ...notes.map((note) => `- **${escapeMarkdown(submission)}** ${escapeMarkdown(note)}.`),
    ...Object.entries(results)
      .filter(([, result]) => result.why)
      .map(([slug, { why }]) => `- **${escapeMarkdown(submission)}**, ${slug}: ${escapeMarkdown(short(why!, 500))}`),
  ]);
  return [
    line(['Submission', ...grades.exercises]),
    `|${' --- |'.repeat(grades.exercises.length + 1)}`,
    ...grades.rows.map(({ submission, results }) =>
      line([submission, ...grades.exercises.map((slug) => cell(results[slug]!))]),
    ),
    '',
    formatTotals(countStatuses(allResults(grades))),
    ...(why.length ? ['', ...why] : []),
    '',
  ].join('\n');
}

/** What was handed in is text, never markup. */
const escapeMarkdown = (text: string) =>
  printable(text)
    .replace(/[\\`*_[\]|~#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '@\u200B');

export function formatTotals(totals: Totals): string {
  return `${statuses.map((status) => `${totals[status]} ${status}`).join(', ')}.`;
}

/** What a person should look at: runs that were ended, and whatever could not be run. */
export function formatTroubles({ rows }: Grades, paint: Paint): string[] {
  return rows.flatMap(({ submission, notes, results }) => [
    ...notes.map((note) => `${paint('yellow', '!')} ${printable(submission)} ${printable(note)}.`),
    ...Object.entries(results)
      .filter(([, { status, reason }]) => status === 'could not run' || reason === 'timeout' || reason === 'memory')
      .map(([slug, { why = '' }]) => `${paint('yellow', '!')} ${printable(submission)}, ${slug}: ${short(why, 300)}`),
  ]);
}

/** A line for each run, where no bar can be drawn. */
export function formatLine(submission: string, exercise: string, result: Result): string {
  return `${printable(submission)}  ${exercise}  ${cell(result)}`;
}

export interface Progress {
  done: number;
  all: number;
  failed: number;
  /** ms since the start, and results that needed a run in this time. */
  elapsed: number;
  fresh: number;
}

/** `[██████····] 120 of 500  3 failed  4.1/s  1 min left`. */
export function formatBar({ done, all, failed, elapsed, fresh }: Progress, width: number): string {
  const size = Math.max(10, Math.min(30, width - 50));
  const full = all ? Math.floor((done / all) * size) : size;
  const rate = elapsed > 0 ? (fresh / elapsed) * 1000 : 0;
  const left = fresh > 3 && rate > 0 ? `  ${duration((all - done) / rate)} left` : '';
  const words = `${done} of ${all}  ${failed} not passed  ${rate.toFixed(1)}/s${left}`;
  return `[${'█'.repeat(full)}${'·'.repeat(size - full)}] ${words}`.slice(0, Math.max(10, width - 1));
}

export function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** Names of folders may hold what moves the cursor or colours a terminal. */
// oxlint-disable-next-line no-control-regex
const printable = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');

const short = (text: string, length: number) => {
  const line = printable(text).replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length)} …` : line;
};
