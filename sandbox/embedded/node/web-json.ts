/** What V8 says about JSON that cannot be read or written: other engines use words of their own, with less in them. */

/** What is wrong with a text that `JSON.parse` refuses, in V8's words. */
export function jsonFault(text: string): string {
  try {
    readValue({ text, at: skipBlank(text, 0) }, true);
  } catch (fault) {
    if (typeof fault === 'string') return fault;
  }
  return 'Unexpected end of JSON input';
}

interface Reader {
  text: string;
  at: number;
}

const skipBlank = (text: string, at: number): number => {
  while (at < text.length && ' \t\n\r'.includes(text[at]!)) at++;
  return at;
};

const placed = (reader: Reader, message: string, at = reader.at): string => {
  const before = reader.text.slice(0, at).split(/\r\n|\n|\r/);
  return `${message} in JSON at position ${at} (line ${before.length} column ${before.at(-1)!.length + 1})`;
};

/** @throws The fault as a string. */
function readValue(reader: Reader, whole = false): void {
  const character = reader.text[reader.at];
  if (character === '{') readObject(reader);
  else if (character === '[') readArray(reader);
  else if (character === '"') readString(reader);
  else if (character !== undefined && /[-\d]/.test(character)) readNumber(reader);
  else readWord(reader);
  if (!whole) return;
  reader.at = skipBlank(reader.text, reader.at);
  if (reader.at < reader.text.length)
    throw placed(reader, 'Unexpected non-whitespace character after JSON').replace(' in JSON', '');
}

/** An unexpected token; `expected` is what V8 says unless the text ends here. */
function unexpected(reader: Reader, expected?: string): string {
  const { text, at } = reader;
  const character = text[at];
  if (character === undefined) {
    return expected ? placed(reader, expected) : 'Unexpected end of JSON input';
  }
  if (expected) return placed(reader, expected);
  if (/[-\d]/.test(character)) return placed(reader, 'Unexpected number');
  if (character === '"') return placed(reader, 'Unexpected string');
  if (['NaN', 'Infinity', 'undefined', '[object Object]'].includes(text)) return `"${text}" is not valid JSON`;
  return `Unexpected token '${character}', ${excerpt(text, at)} is not valid JSON`;
}

function excerpt(text: string, at: number): string {
  const around = 10;
  if (text.length <= 2 * around) return `"${text}"`;
  if (at < around) return `"${text.slice(0, at + around)}"...`;
  if (at < text.length - around) return `..."${text.slice(at - around, at + around)}"...`;
  return `..."${text.slice(at - around)}"`;
}

function readObject(reader: Reader): void {
  step(reader);
  if (reader.text[reader.at] === '}') return void reader.at++;
  for (let first = true; ; first = false) {
    if (reader.text[reader.at] !== '"') {
      throw unexpected(reader, first ? "Expected property name or '}'" : 'Expected double-quoted property name');
    }
    readString(reader);
    reader.at = skipBlank(reader.text, reader.at);
    if (reader.text[reader.at] !== ':') throw unexpected(reader, "Expected ':' after property name");
    step(reader);
    readValue(reader);
    reader.at = skipBlank(reader.text, reader.at);
    if (reader.text[reader.at] === '}') return void reader.at++;
    if (reader.text[reader.at] !== ',') throw unexpected(reader, "Expected ',' or '}' after property value");
    step(reader);
  }
}

function readArray(reader: Reader): void {
  step(reader);
  if (reader.text[reader.at] === ']') return void reader.at++;
  for (;;) {
    readValue(reader);
    reader.at = skipBlank(reader.text, reader.at);
    if (reader.text[reader.at] === ']') return void reader.at++;
    if (reader.text[reader.at] !== ',') throw unexpected(reader, "Expected ',' or ']' after array element");
    step(reader);
  }
}

const step = (reader: Reader) => (reader.at = skipBlank(reader.text, reader.at + 1));

function readString(reader: Reader): void {
  for (reader.at++; ; reader.at++) {
    const character = reader.text[reader.at];
    if (character === undefined) throw placed(reader, 'Unterminated string');
    if (character === '"') return void reader.at++;
    if (character < ' ') throw placed(reader, 'Bad control character in string literal');
    if (character !== '\\') continue;
    const escape = reader.text[++reader.at];
    if (escape === undefined) throw unexpected(reader);
    if (escape === 'u') readHex(reader);
    else if (!'"\\/bfnrt'.includes(escape)) throw placed(reader, 'Bad escaped character');
  }
}

function readHex(reader: Reader): void {
  for (let digits = 0; digits < 4; digits++) {
    const character = reader.text[++reader.at];
    if (character === undefined || !/[\da-f]/i.test(character)) throw placed(reader, 'Bad Unicode escape');
  }
}

function readNumber(reader: Reader): void {
  const digit = () => /\d/.test(reader.text[reader.at] ?? '');
  const digits = () => {
    while (digit()) reader.at++;
  };
  if (reader.text[reader.at] === '-') {
    reader.at++;
    if (!digit()) throw placed(reader, 'No number after minus sign');
  }
  if (reader.text[reader.at] === '0') {
    reader.at++;
    if (digit()) throw placed(reader, 'Unexpected number');
  } else digits();
  if (reader.text[reader.at] === '.') {
    reader.at++;
    if (!digit()) throw placed(reader, 'Unterminated fractional number');
    digits();
  }
  if (/e/i.test(reader.text[reader.at] ?? '')) {
    reader.at++;
    if (/[-+]/.test(reader.text[reader.at] ?? '')) reader.at++;
    if (!digit()) throw placed(reader, 'Exponent part is missing a number');
    digits();
  }
}

function readWord(reader: Reader): void {
  const word = ['true', 'false', 'null'].find((one) => one[0] === reader.text[reader.at]);
  for (const character of word ?? '\0') {
    if (reader.text[reader.at] !== character) throw unexpected(reader);
    reader.at++;
  }
}

/** Why `JSON.stringify` cannot end, in V8's words: the way from the object to itself. */
export function circleFault(value: unknown): string | undefined {
  const keys: string[] = [];
  const found = findCircle(value, [], keys);
  if (!found) return undefined;
  const [path, start] = found;
  const names = path.slice(start).map(constructorName);
  const [closing, ...way] = [keys.at(-1)!, ...keys.slice(start, -1)];
  const steps = way.map((key, index) => `\n    |     ${keyText(key)} -> object with constructor ${names[index + 1]}`);
  const shown = steps.length > 3 ? [...steps.slice(0, 2), '\n    |     ...', steps.at(-1)!] : steps;
  return `Converting circular structure to JSON\n    --> starting at object with constructor ${names[0]}${shown.join('')}\n    --- ${keyText(closing)} closes the circle`;
}

const keyText = (key: string) => (/^\d+$/.test(key) ? `index ${key}` : `property '${key}'`);

const constructorName = (value: object) =>
  `'${(value.constructor as { name?: string } | undefined)?.name ?? 'Object'}'`;

function findCircle(value: unknown, path: object[], keys: string[]): [object[], number] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const start = path.indexOf(value);
  if (start >= 0) return [path, start];
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return undefined;
  path.push(value);
  for (const key of Object.keys(value)) {
    keys.push(key);
    const found = findCircle((value as Record<string, unknown>)[key], path, keys);
    if (found) return found;
    keys.pop();
  }
  path.pop();
  return undefined;
}
