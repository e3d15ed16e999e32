import { readAll, readFields, wordsAt } from './messages.ts';

export interface ScriptColumn {
  name: string;
  /** The object id of its type: 23 is integer. */
  type: number;
}

export interface ScriptResult {
  columns: ScriptColumn[];
  /** As the server writes them; null where they are. */
  rows: (string | null)[][];
  /** `SELECT 3`, `CREATE TABLE`. */
  tag: string;
}

export interface ScriptError {
  severity: string;
  /** SQLSTATE */
  code: string;
  message: string;
  detail?: string;
  hint?: string;
  /** In characters of the script, from 1. */
  position?: number;
}

/** What a script came to: the results up to its end, or up to the statement that failed. */
export interface ScriptOutcome {
  results: ScriptResult[];
  notices: { severity: string; message: string }[];
  error?: ScriptError;
}

/** Reads the answer to a simple query of one or more statements. */
export function readScript(answer: Uint8Array): ScriptOutcome {
  const outcome: ScriptOutcome = { results: [], notices: [] };
  let columns: ScriptColumn[] = [];
  let rows: ScriptResult['rows'] = [];
  for (const { type, body } of readAll(answer)) {
    if (type === 'T') columns = readColumns(body);
    else if (type === 'D') rows.push(readRow(body));
    else if (type === 'C') {
      outcome.results.push({ columns, rows, tag: wordsAt(body, 0)[0] });
      columns = [];
      rows = [];
    } else if (type === 'N') {
      const { S: severity = 'NOTICE', M: message = '' } = readFields(body);
      outcome.notices.push({ severity, message });
    } else if (type === 'E') outcome.error = readError(readFields(body));
  }
  return outcome;
}

function readError({ S = 'ERROR', C = 'XX000', M = '', D, H, P }: Record<string, string>): ScriptError {
  return {
    severity: S,
    code: C,
    message: M,
    ...(D !== undefined && { detail: D }),
    ...(H !== undefined && { hint: H }),
    ...(P !== undefined && { position: Number(P) }),
  };
}

function readColumns(body: Uint8Array): ScriptColumn[] {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let at = 2;
  return Array.from({ length: view.getInt16(0) }, () => {
    const [name, next] = wordsAt(body, at);
    at = next + 18;
    return { name, type: view.getInt32(next + 6) };
  });
}

const decoder = new TextDecoder();

function readRow(body: Uint8Array): (string | null)[] {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let at = 2;
  return Array.from({ length: view.getInt16(0) }, () => {
    const length = view.getInt32(at);
    const start = at + 4;
    at = start + Math.max(length, 0);
    return length < 0 ? null : decoder.decode(body.subarray(start, at));
  });
}
