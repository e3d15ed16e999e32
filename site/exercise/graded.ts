import { parseSync } from 'vite';
import { readTests, type Node } from '../../sandbox/read-tests.ts';
import type { Exercise, ExerciseKind, Files } from '../../sandbox/types.ts';

/** The names of a suite's tests, as they stand there: what the learner's code is graded by. Runs while the site is built. */
export function gradedTests(tests: Files): string[] {
  return Object.entries(tests).flatMap(([path, source]) =>
    readTests(parseSync(path, String(source)).program as unknown as Node)
      // What `each` fills in is left open.
      .map(({ title }) =>
        title
          .replace(/%[sdifjoOc#$]|\$[\w.]+/g, '…')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .filter((title) => title !== '…'),
  );
}

const kinds: Record<ExerciseKind, string> = {
  write: 'Write code',
  fix: 'Find and mend a fault',
  predict: 'Predict what happens',
  order: 'Put in order',
  quiz: 'Answer questions',
  review: 'Review code',
  sql: 'Query a database',
  shell: 'Use the shell',
  config: 'Configure',
  project: 'Build a project',
};

const languages: Record<string, string> = {
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  sql: 'SQL',
  php: 'PHP',
  html: 'HTML',
  css: 'CSS',
  json: 'JSON',
  yaml: 'YAML',
};

/** Kind and language in words, for the line below the title. */
export function kindWords({ kind, language }: Pick<Exercise, 'kind' | 'language'>): string[] {
  return [kinds[kind], languages[language] ?? language.replace(/^./, (letter) => letter.toUpperCase())];
}
