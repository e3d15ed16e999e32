import type { Exercise, Explanation, TestResult } from '../types.ts';
import type { Finding } from './finding.ts';
import { countWords, judgesThePerson, longestMessage, saysNothing, wordsAgainstTone } from './words.ts';

/** The rules for what a learner reads of a failure. Pure. */
export function judgeMessage(exercise: Exercise, variant: string, test: TestResult): Finding[] {
  const frame = test.stack?.find(({ file }) => file in exercise.tests);
  const file = `exercises/${exercise.slug}/${frame?.file ?? Object.keys(exercise.tests)[0]}`;
  return faults(test).map(([problem, advice]) => ({
    file,
    ...(frame && { line: frame.line }),
    rule: 'messages',
    problem: `What “${test.name}” says of ${variant} ${problem}.`,
    advice,
  }));
}

const parts = ['got', 'expected', 'because', 'look'] as const;

function faults({ explanation, exchange, ran }: TestResult): [problem: string, advice: string][] {
  if (!explanation) {
    const advice = 'Hand `explain({ … })` to the assertion, and let nothing before it throw.';
    return [['is only the assertion’s own words', advice]];
  }
  const found: [string, string][] = [];
  const missing = parts.filter((part) => !explanation[part]);
  if (missing.length) found.push([`lacks ${missing.join(', ')}`, 'Fill in these parts of `explain({ … })`.']);
  if (!explanation.sent && !explanation.got && !exchange?.length && !ran?.length)
    found.push(['does not show the input that failed', 'Give `sent`: the request, the arguments or the query.']);
  const words = countWords(spoken(explanation));
  if (words > longestMessage)
    found.push([`has ${words} words`, `Keep it within ${longestMessage}; what is long is not read.`]);
  const tone = wordsAgainstTone(authored(explanation));
  if (tone.length) found.push([`uses ${tone.map((word) => `“${word}”`).join(', ')}`, 'Say it without this word.']);
  const [person] = judgesThePerson.exec(authored(explanation)) ?? [];
  if (person) found.push([`judges the person (“${person}”)`, 'Say what the server did.']);
  const [empty] = saysNothing.exec(spoken(explanation)) ?? [];
  if (empty) found.push([`compares without saying what (“${empty}”)`, 'Show the values that a learner knows.']);
  return found;
}

const spoken = (explanation: Explanation) => Object.values(explanation).join(' ');

/** What the suite's author wrote; the rest quotes the learner's own server. */
const authored = ({ diagnosis, expected, because, look }: Explanation) =>
  [diagnosis, expected, because, look].join('\n');
