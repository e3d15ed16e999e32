import type { Exercise, TestReport, TestResult } from '../types.ts';
import type { Finding } from './finding.ts';
import { judgeMessage } from './messages.ts';

/**
 * What must become of a variant of an exercise, by its name: `starter`, `solution`, `alt/<id>`, `wrong/<id>` as they
 * lie in its folder, and `attempt/<name>` for the ways around the task that are tried on every exercise.
 */
export type VariantKind = 'starter' | 'solution' | 'alt' | 'wrong' | 'attempt';

export const kindOf = (variant: string): VariantKind => variant.split('/')[0] as VariantKind;

/** What is expected of a variant, in a few words. */
export const expectations: Record<VariantKind, string> = {
  starter: 'fails, and runs',
  solution: 'passes',
  alt: 'passes',
  wrong: 'fails with its own diagnosis',
  attempt: 'does not pass',
};

/** Whether the report of a variant is what it must be; every reason why it is not. Pure. */
export function judgeVariant(exercise: Exercise, variant: string, report: TestReport): Finding[] {
  const kind = kindOf(variant);
  if (kind === 'attempt') return judgeAttempt(exercise, variant, report);
  if (report.status === 'error') {
    const problem = `${variant} could not be graded (${report.reason}): ${report.message}`;
    const broken = brokenSuite(exercise, report.message);
    // The same for every variant, so it is one finding.
    if (broken) return [broken];
    return [at(exercise, variant, { rule: 'runs', problem, advice: `Mend it so that its tests run; it ${expectations[kind]}.` })];
  }
  if (kind === 'solution' || kind === 'alt') return judgeRight(exercise, variant, report);
  if (report.status === 'passed') {
    const problem = `${variant} passes, and must not.`;
    const advice = `Add a test that it fails, or take the folder away if it is a right answer.`;
    return [at(exercise, variant, { rule: kind === 'wrong' ? 'wrong answers' : 'starter', problem, advice })];
  }
  const found = kind === 'wrong' ? judgeDiagnosis(exercise, variant, report) : [];
  return [...found, ...failuresOf(report).flatMap((test) => judgeMessage(exercise, variant, test))];
} // prettier-ignore

export const failuresOf = (report: TestReport): TestResult[] =>
  (report.tests ?? []).filter(({ status }) => status === 'failed');

function judgeRight(exercise: Exercise, variant: string, report: TestReport): Finding[] {
  const [first] = failuresOf(report);
  if (report.status === 'passed') return [];
  const problem = `${variant} is a right answer and fails “${first?.name ?? 'the suite'}”: ${firstWords(first)}`;
  return [atFailure(exercise, variant, first, { rule: 'right answers', problem, advice: 'Mend the answer, or let the suite accept what the task allows.' })];
} // prettier-ignore

/** The first failure names the wrong answer by the diagnosis of its folder, and no failure names another one. */
function judgeDiagnosis(exercise: Exercise, variant: string, report: TestReport): Finding[] {
  const id = variant.slice('wrong/'.length);
  const own = exercise.wrong[id];
  const rule = 'wrong answers';
  if (own === undefined) {
    const problem = `wrong/${id} has no diagnosis in the front matter.`;
    return [{ file: readme(exercise), rule, problem, advice: `Add \`${id}: '…'\` below \`wrong:\`.` }];
  }
  const [first, ...rest] = failuresOf(report);
  const said = first?.explanation?.diagnosis;
  if (said !== own) {
    const problem = `${variant} should be met by “${own}”. Its first failure is “${first?.name}” and says ${said ? `“${said}”` : `no diagnosis: ${firstWords(first)}`}`;
    const advice = `Set \`diagnosis\` in that assertion when the behaviour proves this wrong answer, or move the test that knows it up${said ? `. Or mend \`wrong.${id}\` in README.md, if the suite says it better` : ''}.`;
    return [atFailure(exercise, variant, first, { rule, problem, advice })];
  }
  const other = rest.find(({ explanation }) => explanation?.diagnosis !== undefined && explanation.diagnosis !== own);
  if (!other) return [];
  const problem = `${variant} is also met by another diagnosis, “${other.explanation!.diagnosis}”, in “${other.name}”.`;
  return [atFailure(exercise, variant, other, { rule, problem, advice: 'Give a diagnosis only where the behaviour proves it; a plain difference is enough here.' })];
} // prettier-ignore

function judgeAttempt(exercise: Exercise, variant: string, report: TestReport): Finding[] {
  const name = variant.slice('attempt/'.length);
  if (report.status === 'error' && report.reason === 'internal') {
    const problem = `${name} breaks the grader: ${report.message}`;
    return [at(exercise, variant, { rule: 'ways around', problem, advice: 'This is a fault of the sandbox; report it.' })];
  }
  if (report.status !== 'passed') return [];
  const problem = `${attempts[name] ?? name} passes.`;
  const advice = 'Let the suite ask twice with other values, or ask for what only the task’s behaviour gives.';
  return [at(exercise, variant, { rule: 'ways around', problem, advice })];
} // prettier-ignore

/** The suite itself cannot be read: its place, where the message names it. */
function brokenSuite({ slug, tests }: Exercise, message: string): Finding | undefined {
  const [, file = '', line] = /([\w./-]+), line (\d+)/.exec(message) ?? [];
  if (!(file in tests)) return undefined;
  const problem = `The suite cannot be run: ${message}`;
  return { file: `exercises/${slug}/${file}`, line: Number(line), rule: 'runs', problem, advice: 'Mend this line; until then nothing is graded.' };
} // prettier-ignore

/** The ways around a task, as a finding calls them. */
const attempts: Record<string, string> = {
  empty: 'An empty file',
  'learnt-by-heart': 'An answer that knows the suite and not the task',
};

type Said = Pick<Finding, 'rule' | 'problem' | 'advice'>;

const readme = ({ slug }: Exercise) => `exercises/${slug}/README.md`;

/** In the variant's own file, where it has one; the suite's otherwise. */
function at({ slug, tests, focus }: Exercise, variant: string, said: Said): Finding {
  const own = variant === 'starter' ? focus[0] : `${variant}/${focus[0]}`;
  return { file: `exercises/${slug}/${kindOf(variant) === 'attempt' ? Object.keys(tests)[0] : own}`, ...said };
}

/** In the line of the suite that failed. */
function atFailure(exercise: Exercise, variant: string, test: TestResult | undefined, said: Said): Finding {
  const frame = test?.stack?.find(({ file }) => file in exercise.tests);
  if (!frame) return at(exercise, variant, said);
  return { file: `exercises/${exercise.slug}/${frame.file}`, line: frame.line, ...said };
}

const firstWords = (test: TestResult | undefined) => `${test?.message ?? 'nothing was said'}`.trim().split('\n')[0]!;
