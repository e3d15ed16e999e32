/** Answers without code: `import { faultWords, readAnswer } from '#testing/answer'`. */
import { existsSync, readFileSync } from 'node:fs';
import { answerFile } from '../../answers/files.ts';
import { readAnswer as read } from '../../answers/read.ts';
import { readSheet } from '../../answers/sheet.ts';
import type { Answer, Fault, Sheet } from '../../answers/types.ts';
import type { explain } from '../explain.ts';

export type { Answer, Fault, Note, Said, Sheet } from '../../answers/types.ts';

/**
 * What the learner's `answer.yml` says about what `asked/sheet.yml` asks, both beside the suite:
 * `readAnswer(import.meta.url)`. Whatever stands in the file, there is an answer; what could not be read of it is in
 * `faults`, and the first test of a suite tells it.
 *
 * @throws {Error} when the sheet is wrong, which is its author's to mend.
 */
export function readAnswer(suite: string): Answer & { sheet: Sheet } {
  const text = (file: string) => {
    const place = new URL(file, suite);
    return existsSync(place) ? readFileSync(place, 'utf8') : undefined;
  };
  const sheet = readSheet(text);
  return { ...read(sheet, text(answerFile) ?? ''), sheet };
}

/** What `explain()` says of a file with faults: the first of them, with its line. */
export function faultWords(faults: readonly Fault[]): Parameters<typeof explain>[0] {
  const [first] = faults;
  const more = faults.length > 1 ? `, and ${faults.length - 1} more below` : '';
  return {
    sent: answerFile,
    got: first ? `${first.problem} (line ${first.line}${more})` : 'an answer that can be read',
    expected: 'names that the exercise knows, each once, written as YAML',
    because: 'only then is it clear what is meant',
    look: first && `${answerFile}, line ${first.line}: ${first.advice}`,
  };
}
