import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Result } from './results.ts';

export const keptFile = '.engine-room-grades.jsonl';

/**
 * What was graded already, in the folder of the submissions: a line for each run, written when it ends. An interrupted
 * command goes on from there, and what has not changed is not graded twice.
 */
export function createKeptResults(folder: string) {
  const file = path.join(folder, keptFile);
  const kept = new Map<string, Result>();
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  for (const line of text.split('\n')) {
    const entry = readLine(line);
    if (entry) kept.set(keyOf(entry.submission, entry.exercise, entry.fingerprint), entry.result);
  }
  // An interrupted write leaves half a line, which must not swallow the next one.
  let start = text === '' || text.endsWith('\n') ? '' : '\n';

  return {
    get: (submission: string, exercise: string, fingerprint: string) =>
      kept.get(keyOf(submission, exercise, fingerprint)),
    /** Returns what went wrong, if the folder cannot be written to. */
    add(submission: string, exercise: string, fingerprint: string, result: Result): string | undefined {
      try {
        appendFileSync(file, `${start}${JSON.stringify({ submission, exercise, fingerprint, result })}\n`);
        start = '';
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    },
  };
}

const keyOf = (...parts: string[]) => JSON.stringify(parts);

interface Line {
  submission: string;
  exercise: string;
  fingerprint: string;
  result: Result;
}

function readLine(line: string): Line | undefined {
  try {
    const entry = JSON.parse(line) as Partial<Line> | null;
    return entry?.submission && entry.exercise && entry.fingerprint && entry.result?.status ? (entry as Line) : undefined;
  } catch {
    return undefined;
  }
} // prettier-ignore
