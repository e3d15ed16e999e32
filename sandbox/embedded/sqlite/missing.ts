/** What better-sqlite3's build of SQLite has and the WebAssembly build lacks, where a user could notice. */

const CODES: Record<string, string> = { BFPV: '1', CGJKQSXZ: '2', DT: '3', L: '4', MN: '5', R: '6' };

function codeOf(letter: string): string {
  for (const [letters, code] of Object.entries(CODES)) if (letters.includes(letter)) return code;
  return '';
}

/** `soundex(X)`: the sound of an English word as a letter and three digits. */
export function soundex(value: unknown): string {
  const word = String(value ?? '')
    .replace(/^[^a-z]+/i, '')
    .toUpperCase();
  if (!word) return '?000';
  let result = word.slice(0, 1);
  let previous = codeOf(result);
  for (const letter of word) {
    const code = codeOf(letter);
    if (code && code !== previous) result += code;
    previous = code;
  }
  return `${result}000`.slice(0, 4);
}

/** This build knows UTF-8 alone and leaves out the pragma that would say so. */
export function completePragma(sql: string): string {
  return /^PRAGMA\s+(\w+\.)?encoding\s*;?\s*$/i.test(sql) ? `SELECT 'UTF-8' AS encoding` : sql;
}
