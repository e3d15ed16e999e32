import { parseSync } from 'vite';
import { isAsked } from '../../sandbox/answers/files.ts';
import { readTests, type Node } from '../../sandbox/read-tests.ts';
import type { Exercise, Files } from '../../sandbox/types.ts';
import { kindWords } from '../words.ts';

/** The names of a suite's tests, as they stand there: what the learner's code is graded by. Runs while the site is built. */
export function gradedTests(tests: Files): string[] {
  const suites = Object.entries(tests).filter(([path]) => !isAsked(path));
  return suites.flatMap(([path, source]) =>
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
export function kindLine({ kind, language }: Pick<Exercise, 'kind' | 'language'>): string[] {
  const what = kindWords[kind].replace(/^./, (letter) => letter.toUpperCase());
  // An answer is given in a view; that it is kept as YAML is of no use to know.
  if (language === 'yaml' && (kind === 'order' || kind === 'predict' || kind === 'review')) return [what];
  return [what, languages[language] ?? language.replace(/^./, (letter) => letter.toUpperCase())];
}
