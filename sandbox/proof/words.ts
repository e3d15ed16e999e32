/** What learners should not have to read: words that call a task small, and shouting. */
export const wordsToAvoid = /\b(simply|just|magic(al|ally)?|easy|easily|obviously|oops)\b|!(?=\s|$)/gi;

/** A message is about the server, never about the person. */
export const judgesThePerson =
  /\b(you (forgot|failed|should have|were supposed)|your (mistake|fault)|(stupid|silly|lazy|careless)(ly)?)\b/i;

/** A comparison that tells nobody anything. */
export const saysNothing = /\bexpected (true|false|undefined|null) to (be|equal)\b/i;

/** Words that a message may have in all; more than that is not read. */
export const longestMessage = 60;

export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** The words of `text` that no learner should meet, code left out. */
export function wordsAgainstTone(text: string): string[] {
  return text.replace(/```[\s\S]*?```|`[^`]*`/g, '').match(wordsToAvoid) ?? [];
}
