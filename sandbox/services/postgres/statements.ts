import { boundValues, readAll, readFields, wordsAt, type Message } from './messages.ts';

/** One statement that a client sent, as the server saw it. */
export interface Statement {
  /** Numbers the connections, the first one 1. */
  connection: number;
  user: string;
  sql: string;
  /** As text; null where they are. */
  parameters: (string | null)[];
  /** What the server says of it: `SELECT 3`, `BEGIN`; several in a simple query are joined by `; `. Absent when it failed. */
  tag?: string;
  /** The SQLSTATE, when it failed. */
  error?: string;
  /** ms */
  duration: number;
}

/** A statement on its way. */
export type Sent = Pick<Statement, 'sql' | 'parameters'>;

/** What clients have prepared and bound, so that an Execute is known by its words. */
export function createPrepared() {
  const statements = new Map<string, string>();
  const portals = new Map<string, Sent>();
  return {
    /** The statements that a message runs. */
    follow({ type, body }: Message): Sent[] {
      if (type === 'Q') return [{ sql: wordsAt(body, 0)[0], parameters: [] }];
      const [name, next] = type === 'P' || type === 'B' || type === 'E' ? wordsAt(body, 0) : ['', 0];
      if (type === 'P') statements.set(name, wordsAt(body, next)[0]);
      else if (type === 'B') {
        const sql = statements.get(wordsAt(body, next)[0]) ?? '';
        portals.set(name, { sql, parameters: boundValues(body) });
      } else if (type === 'E') return [portals.get(name) ?? { sql: '', parameters: [] }];
      return [];
    },
  };
}

export interface Outcome {
  /** One for each statement that ran. */
  tags: string[];
  /** The SQLSTATE of what failed. */
  error?: string;
  /** Afterwards: `I` idle, `T` in a transaction, `E` in one that failed. */
  state: string;
}

/** What an answer says about the statements that led to it, in order. */
export function readOutcome(answer: Uint8Array): Outcome {
  const outcome: Outcome = { tags: [], state: 'I' };
  for (const { type, body } of readAll(answer)) {
    if (type === 'C') outcome.tags.push(wordsAt(body, 0)[0]);
    else if (type === 'E') outcome.error = readFields(body)['C'] ?? 'XX000';
    else if (type === 'Z') outcome.state = String.fromCharCode(body[0]!);
  }
  return outcome;
}

const setting =
  /^\s*set\s+(?!local\b|role\b|session\s+authorization\b|(?:session\s+characteristics\b|transaction\b|constraints\b))/i;

/** `RESET` of one setting is said again like a `SET`. */
const reset = /^\s*reset\s+(?!all\b|session\s+authorization\b)/i;

/** Whether a statement changes what holds for its session, and so has to be said again when the session is shared. */
export const changesSession = (sql: string): boolean =>
  setting.test(sql) || reset.test(sql) || /^\s*set\s+(?:session\s+)?role\b/i.test(sql);

/** Whether it puts back what was changed before. */
export const resetsSession = (sql: string): boolean => /^\s*(?:reset\s+all\b|discard\s+all\b)/i.test(sql);

/** The channel that a statement begins or ends to listen on; `*` for all. */
export function listens(sql: string): { channel: string; on: boolean } | undefined {
  const found = /^\s*(un)?listen\s+("(?:[^"]|"")+"|[\w$]+|\*)/i.exec(sql);
  if (!found) return undefined;
  const [, off, name = ''] = found;
  const channel = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
  return { channel, on: !off };
}
