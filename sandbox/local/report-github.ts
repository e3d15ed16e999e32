import { failedTests, ownPlace, type Graded } from './graded.ts';
import { reportWords, testWords } from './words.ts';

/**
 * Annotations for GitHub Actions, one for each exercise that did not pass: GitHub shows ten of a step, and the first failure
 * is the one to work on. They point to the learner's file, and to the line where one is known.
 */
export function githubAnnotations(all: Graded[]): string {
  return all
    .filter(({ report }) => report.status !== 'passed')
    .map((graded) => `${annotation(graded)}\n`)
    .join('');
}

function annotation({ exercise, folder, server, report }: Graded): string {
  const [first, ...more] = failedTests(report);
  const own = ownPlace(report, first);
  // Nobody knows the files of a server elsewhere.
  const place =
    server !== undefined
      ? {}
      : {
          file: `${folder}/${own?.file ?? exercise.focus[0] ?? ''}`,
          line: own?.line ?? 1,
          ...(own && { col: own.column }),
        };
  const title = first ? `${exercise.title}: ${first.name}` : `${exercise.title}: ${reportWords(report)[0]}`;
  const others = more.length ? `${more.length} more of its tests failed.` : '';
  const said = first ? [...testWords(first), others] : reportWords(report).slice(1);
  const properties = Object.entries({ ...place, title }).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::error ${properties.join(',')}::${data(said.filter(Boolean).join('\n'))}`;
}

/** As https://docs.github.com/actions/reference/workflow-commands and its toolkit escape them. */
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * GitHub obeys any printed line that looks like a command, also one that a learner's program printed. Between these two
 * lines it does not.
 */
export function withoutCommands(text: string, token: string): string {
  return `::stop-commands::${token}\n${text.replace(/\n?$/, '\n')}::${token}::\n`;
}
