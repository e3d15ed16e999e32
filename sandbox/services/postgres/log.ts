import type { Outcome, Sent, Statement } from './statements.ts';

const longestLog = 10_000;

/** The statements that clients sent, in the order in which they ended. */
export function createLog() {
  let statements: Statement[] = [];
  let count = 0;
  return {
    all: () => statements,
    /** How many have ever been noted. */
    count: () => count,
    clear: () => void (statements = []),
    note({ id, user }: { id: number; user: string }, sent: Sent[], { tags, error }: Outcome, duration: number) {
      const each = duration / sent.length;
      // What comes after an error in the same batch never ran.
      for (const [index, { sql, parameters }] of sent.entries()) {
        const whole = sent.length === 1;
        const tag = whole ? tags.join('; ') : tags[index];
        const failed = error !== undefined && (whole || index === tags.length);
        if (!failed && tag === undefined) break;
        const outcome = failed ? { error } : { tag: tag! };
        count += 1;
        statements.push({ connection: id, user, sql, parameters, ...outcome, duration: each });
      }
      if (statements.length > longestLog) statements = statements.slice(-longestLog);
    },
  };
}
