import { readFileSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { feedbackFile, parseExercise, survivorsFile, variantsOf, type Variant } from '../../sandbox/exercise.ts';
import { readFolder } from '../../sandbox/local/workspace.ts';
import { differences } from '../../sandbox/proof/agreement.ts';
import { attemptsOf, learntByHeart } from '../../sandbox/proof/attempts.ts';
import { feedbackOf } from '../../sandbox/proof/feedback.ts';
import type { Finding } from '../../sandbox/proof/finding.ts';
import { folderFindings, slugFindings } from '../../sandbox/proof/folder-rules.ts';
import { judgeVariant, kindOf } from '../../sandbox/proof/judge.ts';
import { compareSurvivors, readSurvivors, survivorEntry } from '../../sandbox/mutants/survivors.ts';
import type { Proof } from '../../sandbox/mutants/prove.ts';
import type { Exercise, Files, TestReport } from '../../sandbox/types.ts';
import { frontMatterFaults } from '../../site/author/placed-error.ts';
import { project } from '../command.ts';
import type { Grade } from './graders.ts';

export interface VariantRow {
  /** `starter`, `wrong/first-only`, `attempt/empty`. */
  name: string;
  status: TestReport['status'];
  /** Whether this is what it must come to. */
  ok: boolean;
  seconds: number;
  /** Seconds on the runtime that was asked for beside this one. */
  beside?: number;
}

export interface ExerciseRow {
  slug: string;
  findings: Finding[];
  variants: VariantRow[];
  /** `without`: files of the answer that have none. */
  mutants?: { all: number; survived: number; explained: number; without: string[]; seconds: number };
  seconds: number;
}

export interface ExerciseCheck {
  /** The local runtime's. */
  grade: Grade;
  /** Another runtime's, whose reports must be the same for the files that it takes. */
  beside?: { grade: Grade; takes(files: Files): boolean } | undefined;
  /** Write `feedback.md` instead of comparing it. */
  update: boolean;
  mutants?: ((exercise: Exercise, solution: Variant) => Promise<Proof>) | undefined;
  onVariant?(name: string): void;
}

/** A right answer that passes, for what is tried with several of them together. */
export interface Right {
  exercise: Exercise;
  solution: Variant;
}

/** Everything that must hold for one exercise by itself. */
export async function checkExercise(
  slug: string,
  options: ExerciseCheck,
): Promise<{ row: ExerciseRow; right?: Right }> {
  const started = performance.now();
  const files = readFolder(path.join(project, 'exercises', slug));
  const row: ExerciseRow = { slug, findings: slugFindings(slug), variants: [], seconds: 0 };
  let right: Right | undefined;
  try {
    const exercise = parseExercise(slug, files);
    row.findings.push(...folderFindings(exercise, files));
    right = await grade(exercise, files, row, options);
  } catch (error) {
    const file = `exercises/${slug}/README.md`;
    const faults = frontMatterFaults((error as Error).message, file, String(files['README.md'] ?? ''));
    const rest = { file, rule: 'front matter', advice: 'exercises/README.md says what belongs there.' };
    row.findings.push(...faults.map(({ words, line }) => ({ ...rest, ...(line && { line }), problem: words })));
  }
  const seen = new Set<string>();
  row.findings = row.findings.filter((one) => !seen.has(JSON.stringify(one)) && seen.add(JSON.stringify(one)));
  row.seconds = (performance.now() - started) / 1000;
  return { row, ...(right && { right }) };
}

async function grade(exercise: Exercise, files: Files, row: ExerciseRow, options: ExerciseCheck): Promise<Right | undefined> {
  const reports = new Map<string, TestReport>();
  const take = async (variant: Variant) => {
    const report = await gradeVariant(exercise, variant, row, options);
    reports.set(variant.name, report);
    return report;
  };
  const variants = variantsOf(exercise, files);
  const solution = variants.find(({ name }) => name === 'solution')!;
  const [, right] = await Promise.all([
    Promise.all([...variants, ...attemptsOf(exercise)].filter((one) => one !== solution).map(take)),
    take(solution),
  ]);
  const learnt = right.status === 'passed' && learntByHeart(exercise, solution, right);
  if (learnt) await take(learnt);
  const order = [...variants.map(({ name }) => name), ...reports.keys()];
  row.variants.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  row.findings.push(...feedbackFindings(exercise, new Map(order.map((name) => [name, reports.get(name)!])), options.update));
  if (right.status !== 'passed') return undefined;
  if (options.mutants) await proveRow(exercise, solution, files, row, options.mutants);
  return { exercise, solution };
} // prettier-ignore

async function gradeVariant(exercise: Exercise, variant: Variant, row: ExerciseRow, options: ExerciseCheck): Promise<TestReport> {
  // What is looked at is the verdict: four variants are graded side by side.
  const timeLimit = exercise.timeLimit * 3;
  const { report, seconds } = await options.grade(variant.files, timeLimit);
  const found = judgeVariant(exercise, variant.name, report);
  found.push(...(await slowFindings(exercise, variant, report, options.grade)));
  const one: VariantRow = { name: variant.name, status: report.status, ok: !found.length, seconds };
  if (options.beside?.takes(variant.files)) {
    const there = await options.beside.grade(variant.files, timeLimit);
    one.beside = there.seconds;
    const different = variant.name.startsWith('attempt/') ? [] : differences(report, there.report);
    if (variant.name.startsWith('attempt/')) found.push(...judgeVariant(exercise, variant.name, there.report));
    if (different.length) found.push(agreementFinding(exercise, variant.name, different));
    found.push(...(await slowFindings(exercise, variant, there.report, options.beside.grade)));
    one.ok = !found.length;
  }
  row.findings.push(...found);
  row.variants.push(one);
  options.onVariant?.(variant.name);
  return report;
} // prettier-ignore

/** A learner has the limit itself. Whoever needed more of it beside others tries again with that. */
async function slowFindings(exercise: Exercise, { name, files }: Variant, report: TestReport, grade: Grade): Promise<Finding[]> {
  const { slug, focus, timeLimit } = exercise;
  if (report.status !== 'passed' || report.duration <= timeLimit * 1000) return [];
  const again = await grade(files, timeLimit);
  if (again.report.status === 'passed') return [];
  return [
    {
      file: `exercises/${slug}/${name}/${focus[0]}`,
      rule: 'time',
      problem: `${name} is right, and takes ${(report.duration / 1000).toFixed(1)} s where timeLimit is ${timeLimit} s.`,
      advice: 'Make the suite faster, or raise timeLimit in README.md.',
    },
  ];
} // prettier-ignore

const agreementFinding = ({ slug, focus }: Exercise, variant: string, all: string[]): Finding => ({
  file: `exercises/${slug}/${variant === 'starter' ? '' : `${variant}/`}${focus[0]}`,
  rule: 'agreement',
  problem: `${variant} has two reports, in the terminal (here) and in the browser (there):\n    ${all.slice(0, 4).join('\n    ')}${all.length > 4 ? `\n    and ${all.length - 4} more` : ''}`,
  advice: 'Let the suite depend only on what both runtimes promise; docs/runtime.md says what that is.',
}); // prettier-ignore

function feedbackFindings(exercise: Exercise, reports: Map<string, TestReport>, update: boolean): Finding[] {
  const file = `exercises/${exercise.slug}/${feedbackFile}`;
  const place = path.join(project, file);
  const now = feedbackOf(exercise, reports);
  const kept = existsSync(place) ? readFileSync(place, 'utf8').replaceAll('\r\n', '\n') : undefined;
  if (kept === now) return [];
  // What was cut off says nothing of what learners read; a finding of its own says why.
  const graded = [...reports].every(([name, { status }]) => status !== 'error' || kindOf(name) === 'attempt');
  if (update && graded) {
    writeFileSync(place, now);
    return [];
  }
  const lines = now.split('\n');
  const at = kept?.split('\n').findIndex((line, index) => line !== lines[index]) ?? 0;
  const rule = 'feedback';
  const advice = `\`npm run check -- --update ${exercise.slug}\` writes it; read the difference as a learner would.`;
  const problem = kept === undefined ? 'What learners read is not kept yet.' : `Learners read something else now: “${lines[Math.max(at, 0)] ?? 'nothing'}”.`;
  return [{ file, ...(kept !== undefined && { line: Math.max(at, 0) + 1 }), rule, problem, advice }];
} // prettier-ignore

async function proveRow(exercise: Exercise, solution: Variant, files: Files, row: ExerciseRow, prove: NonNullable<ExerciseCheck['mutants']>): Promise<void> {
  const place = `exercises/${exercise.slug}/${survivorsFile}`;
  const accepted = files[survivorsFile] === undefined ? [] : readSurvivors(place, String(files[survivorsFile]));
  const proof = await prove(exercise, solution);
  const { unexplained, stale } = compareSurvivors(proof.survivors, accepted);
  row.mutants = { all: proof.mutants, survived: proof.survivors.length, explained: proof.survivors.length - unexplained.length, without: proof.without, seconds: proof.seconds };
  for (const mutant of unexplained)
    row.findings.push({
      file: `exercises/${exercise.slug}/solution/${mutant.file}`,
      line: mutant.line,
      rule: 'mutants',
      problem: `The suite accepts this edit: ${mutant.edit}`,
      advice: `Add a test that tells the difference, or put this into ${survivorsFile}, with a reason:\n${survivorEntry(mutant)}`,
    });
  for (const { edit } of stale)
    row.findings.push({ file: place, rule: 'mutants', problem: `No survivor needs this any more: ${edit}`, advice: 'Take it out.' });
} // prettier-ignore
