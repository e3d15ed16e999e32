import { parseExercise, variantsOf } from '../../../sandbox/exercise.ts';
import { expectations, failuresOf, judgeVariant, kindOf } from '../../../sandbox/proof/judge.ts';
import type { Finding } from '../../../sandbox/proof/finding.ts';
import type { Exercise, Files, TestReport } from '../../../sandbox/types.ts';

/** A variant of the exercise as its author sees it. */
export interface Row {
  /** `starter`, `solution`, `alt/<id>` or `wrong/<id>`. */
  name: string;
  /** What a runtime mounts. */
  files: Files;
  /** Of these files; absent until they have run. */
  report?: TestReport | undefined;
}

export interface Proof {
  exercise: Exercise;
  rows: Row[];
}

/** Reads the folder anew. A variant whose files are as they were keeps its report. Throws where it is no exercise. Pure. */
export function readProof(slug: string, folder: Files, before?: Proof): Proof {
  const exercise = parseExercise(slug, folder);
  const rows = variantsOf(exercise, folder).map(({ name, files }): Row => {
    const known = before?.rows.find((row) => row.name === name);
    return { name, files, report: known && sameFiles(known.files, files) ? known.report : undefined };
  });
  return { exercise, rows };
}

/** With the report of a variant, unless its files have changed meanwhile. Pure. */
export function withReport(proof: Proof, { name, files }: Row, report: TestReport): Proof {
  const rows = proof.rows.map((row) => (row.name === name && sameFiles(row.files, files) ? { ...row, report } : row));
  return { ...proof, rows };
}

/** A line of the table. */
export interface Line {
  name: string;
  status: TestReport['status'] | 'waiting';
  /** The first thing that a learner reads. */
  says: string;
  /** What is expected of it; of a wrong answer, its diagnosis. */
  wanted: string;
  findings: Finding[];
  /** ms */
  duration?: number;
}

export function lineOf(exercise: Exercise, { name, report }: Row): Line {
  const kind = kindOf(name);
  const own = exercise.wrong[name.slice('wrong/'.length)];
  const wanted = kind === 'wrong' && own ? `“${own}”` : expectations[kind];
  if (!report) return { name, status: 'waiting', says: '', wanted, findings: [] };
  const line: Line = { name, status: report.status, says: firstWords(report), wanted, findings: judgeVariant(exercise, name, report) };
  return report.status === 'error' ? line : { ...line, duration: report.duration };
} // prettier-ignore

function firstWords(report: TestReport): string {
  if (report.status === 'error') return report.message.split('\n')[0]!;
  const [first] = failuresOf(report);
  if (!first) return `${report.tests.length} test${report.tests.length === 1 ? '' : 's'} passed`;
  const { diagnosis, got, expected } = first.explanation ?? {};
  if (diagnosis) return `“${diagnosis}”`;
  return got && expected ? `We got ${got}. We expected ${expected}` : (first.message ?? first.name).split('\n')[0]!;
}

/** What the editor shows of a variant: the files that are its own, under the names that they have in the folder. */
export function ownFiles({ exercise, rows }: Proof, name: string): Files {
  const row = rows.find((one) => one.name === name);
  const base = name === 'starter' ? {} : { ...exercise.starter, ...(name === 'solution' ? {} : solutionOf(rows)) };
  const own = Object.entries(row?.files ?? {}).filter(
    ([path, text]) => !(path in exercise.tests) && (base as Files)[path] !== text,
  );
  return Object.fromEntries(own.map(([path, text]) => [`${name}/${path}`, text]));
}

/** The files that are looked at, as they are now; those of variants that are gone go with them. */
export function refreshed(looked: Files, proof: Proof): Files {
  const now: Files = Object.assign({}, ...proof.rows.map(({ name }) => ownFiles(proof, name)));
  const next = Object.fromEntries(Object.keys(looked).flatMap((path) => (path in now ? [[path, now[path]!]] : [])));
  return sameFiles(looked, next) ? looked : next;
}

const solutionOf = (rows: Row[]): Files => rows.find(({ name }) => name === 'solution')?.files ?? {};

const sameFiles = (a: Files, b: Files) =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([path, text]) => b[path] === text);
