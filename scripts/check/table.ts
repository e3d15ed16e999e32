import type { Paint } from '../../sandbox/local/print.ts';
import { placeOf, type Finding } from '../../sandbox/proof/finding.ts';
import { kindOf, type VariantKind } from '../../sandbox/proof/judge.ts';
import type { LessonRow } from '../../site/lesson-rules/course-findings.ts';
import type { ExerciseRow } from './exercise.ts';

/** One line for each lesson. */
export function lessonTable(rows: LessonRow[], paint: Paint): string {
  const width = Math.max(...rows.map(({ id }) => id.length));
  const lines = rows.map(({ id, words, findings }) => {
    const rules = findings.length ? paint('red', `✗ ${findings.length}`.padStart(5)) : '✓'.padStart(5);
    return `${id.padEnd(width)}  ${rules}  ${String(words || '–').padStart(5)}`;
  });
  return [paint('dim', `${''.padEnd(width)}  rules  words`), ...lines].join('\n');
}

interface Cell {
  text: string;
  ok: boolean;
}

const kinds: VariantKind[] = ['starter', 'solution', 'alt', 'wrong', 'attempt'];
const heads = ['', 'rules', 'starter', 'solution', 'alt', 'wrong', 'ways around', 'mutants', 'seconds'];

/** One line for each exercise. `ways around`: empty files, answers learnt by heart, tampering. */
export function exerciseTable(rows: ExerciseRow[], paint: Paint): string {
  const mutated = rows.some(({ mutants }) => mutants);
  const shown = heads.map((head) => head !== 'mutants' || mutated);
  const lines = rows.map((row) => cellsOf(row).filter((_cell, at) => shown[at]));
  const titles = heads.filter((_head, at) => shown[at]);
  const widths = titles.map((title, at) => Math.max(title.length, ...lines.map((cells) => cells[at]!.text.length)));
  const pad = (text: string, at: number) => (at === 0 ? text.padEnd(widths[at]!) : text.padStart(widths[at]!));
  const head = paint('dim', titles.map(pad).join('  '));
  return [head, ...lines.map((cells) => cells.map((cell, at) => colour(cell, pad(cell.text, at))).join('  '))].join('\n');

  function colour({ ok }: Cell, text: string) {
    return ok ? text : paint('red', text);
  }
} // prettier-ignore

function cellsOf({ slug, findings, variants, mutants, seconds }: ExerciseRow): Cell[] {
  const grading = new Set(['runs', 'starter', 'right answers', 'wrong answers', 'messages', 'ways around', 'agreement', 'mutants']);
  const rules = findings.filter(({ rule }) => !grading.has(rule)).length;
  const counts = kinds.map((kind): Cell => {
    const all = variants.filter(({ name }) => kindOf(name) === kind);
    const good = all.filter(({ ok }) => ok).length;
    if (!all.length) return { text: '–', ok: kind === 'attempt' };
    return { text: all.length === 1 ? (good ? '✓' : '✗') : `${good}/${all.length}`, ok: good === all.length };
  });
  const unexplained = mutants ? mutants.survived - mutants.explained : 0;
  return [
    { text: slug, ok: true },
    { text: rules ? `✗ ${rules}` : '✓', ok: !rules },
    ...counts,
    { text: mutants ? mutantsCell(mutants, unexplained) : '', ok: !unexplained },
    { text: seconds.toFixed(1), ok: true },
  ];
} // prettier-ignore

type Mutants = NonNullable<ExerciseRow['mutants']>;

/** Killed or explained, of all. A file of which there are no mutants is no proof, and does not look like one. */
function mutantsCell({ all, without }: Mutants, unexplained: number): string {
  const counted = all || !without.length ? [`${all - unexplained}/${all}`] : [];
  return [...counted, ...(without.length ? [`none of ${namesOf(without)}`] : [])].join(', ');
}

/** `schema.sql` and `users.sql` are `sql`, a Dockerfile is itself. */
const namesOf = (files: string[]): string =>
  [...new Set(files.map((file) => /[^/.]\.([^./]+)$/.exec(file)?.[1] ?? file.split('/').at(-1)!))].join(', ');

/** Each finding with its place, what is wrong and what to do. */
export function formatFindings(findings: Finding[], paint: Paint): string {
  return findings
    .map((finding) => {
      const place = `${paint('red', '✗')} ${paint('bold', placeOf(finding))} ${paint('dim', finding.rule)}`;
      return `${place}\n  ${finding.problem.trim()}\n  ${finding.advice.trim()}\n`;
    })
    .join('\n');
}

/** What was run and how long it took, for all exercises together. */
export function summarise(rows: ExerciseRow[]): string {
  const variants = rows.flatMap((row) => row.variants);
  const seconds = rows.reduce((sum, row) => sum + row.seconds - (row.mutants?.seconds ?? 0), 0);
  const parts = [
    `${rows.length} exercise${rows.length === 1 ? '' : 's'}, ${variants.length} variants in ${seconds.toFixed(1)} s (${(seconds / Math.max(variants.length, 1)).toFixed(2)} s each)`,
  ];
  const mutated = rows.flatMap(({ mutants }) => (mutants ? [mutants] : []));
  if (mutated.some(({ all }) => all)) {
    const sum = (key: 'all' | 'survived' | 'explained' | 'seconds') => mutated.reduce((total, one) => total + one[key], 0);
    const [all, left] = [sum('all'), sum('survived') - sum('explained')];
    parts.push(
      `${all} mutants in ${sum('seconds').toFixed(1)} s (${(sum('seconds') / Math.max(all, 1)).toFixed(3)} s each): ${left} of them live unexplained, ${((100 * left) / Math.max(all, 1)).toFixed(1)} %; ${sum('explained')} are explained`,
    );
  }
  const outside = rows.filter((row) => row.mutants?.without.length);
  if (outside.length) {
    const names = outside.map(({ slug, mutants }) => `${slug} (${namesOf(mutants!.without)})`);
    parts.push(`Mutants are of programs in JavaScript and TypeScript alone, so other files of these have none: ${names.join(', ')}`);
  }
  const compared = variants.filter(({ beside }) => beside !== undefined);
  if (compared.length) {
    const different = rows.flatMap(({ findings }) => findings).filter(({ rule }) => rule === 'agreement').length;
    parts.push(`${compared.length} variants on both runtimes: ${different} of their reports differ`);
  }
  return `${parts.join('.\n')}.`;
} // prettier-ignore
