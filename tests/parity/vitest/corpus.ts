import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Files, TestReport } from '../../../sandbox/types.ts';

const folder = path.join(import.meta.dirname, 'suites');

/**
 * Small suites, right and wrong on purpose. A file is a suite of its own; a folder is an exercise, in which
 * `*.suite.ts` stand for `*.test.ts`: with that name the house would run them as its own.
 */
export const suites: Record<string, Files> = Object.fromEntries(
  readdirSync(folder)
    .sort()
    .map((entry) => [entry.replace(/\.ts$/, ''), readSuite(path.join(folder, entry))]),
);

function readSuite(entry: string): Files {
  if (!statSync(entry).isDirectory()) return { 'app.test.ts': readFileSync(entry, 'utf8') };
  const names = readdirSync(entry, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return Object.fromEntries(
    names.map((file) => {
      const full = path.join(file.parentPath, file.name);
      return [path.relative(entry, full).replace(/\.suite\.ts/, '.test.ts'), readFileSync(full, 'utf8')];
    }),
  );
}

/** All of a report but what differs from run to run. */
export function comparable(report: TestReport): unknown {
  return JSON.parse(JSON.stringify(report, (key, value) => (key === 'duration' ? undefined : (value as unknown))));
}
