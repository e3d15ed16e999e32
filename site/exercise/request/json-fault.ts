export interface JsonFault {
  line: number;
  column: number;
  /** What is wrong there, as a sentence without its end. */
  message: string;
}

const white = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[A-Za-z_$][\w$]*/y;

class Fault extends Error {
  at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Where a text stops being JSON, and why, in words that do not depend on the browser. */
export function findJsonFault(text: string): JsonFault | undefined {
  try {
    const end = skip(text, readValue(text, skip(text, 0)));
    if (end < text.length) throw new Fault(end, `there is ${seen(text, end)} after the end of the value`);
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) return { line: 1, column: 1, message: 'it is nested too deeply to be read' };
    const before = text.slice(0, error.at).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1, message: error.message };
  }
}

function skip(text: string, at: number): number {
  white.lastIndex = at;
  return at + (white.exec(text)?.[0].length ?? 0);
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function seen(text: string, at: number): string {
  if (at >= text.length) return 'the end of the text';
  const name = match(word, text, at) || match(number, text, at);
  return `\`${name || String.fromCodePoint(text.codePointAt(at)!)}\``;
}

function readValue(text: string, at: number): number {
  const first = text[at];
  if (first === '{') return readMembers(text, at, '}', readMember);
  if (first === '[') return readMembers(text, at, ']', readValue);
  if (first === '"') return readString(text, at);
  if (first === "'" || first === '`') throw new Fault(at, 'text stands between double quotes in JSON');
  const digits = match(number, text, at);
  if (digits) return afterNumber(text, at, at + digits.length);
  const name = match(word, text, at);
  if (['true', 'false', 'null'].includes(name)) return at + name.length;
  if (name === 'undefined' || name === 'NaN' || name === 'Infinity') throw new Fault(at, `JSON has no ${name}`);
  if (text.startsWith('//', at) || text.startsWith('/*', at)) throw new Fault(at, 'JSON has no comments');
  if (name) throw new Fault(at, `\`${name}\` needs double quotes around it`);
  throw new Fault(at, `a value is expected, and there is ${seen(text, at)}`);
}

function afterNumber(text: string, start: number, end: number): number {
  if (/[\d.]/.test(text[end] ?? '')) {
    const zero = /^-?0\d/.test(text.slice(start, end + 1));
    throw new Fault(start, zero ? 'a number does not begin with 0' : 'the number is not complete');
  }
  return end;
}

function readMembers(
  text: string,
  start: number,
  close: string,
  readOne: (text: string, at: number) => number,
): number {
  let at = skip(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skip(text, readOne(text, at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Fault(at, missingComma(text, at, close));
    const comma = at;
    at = skip(text, at + 1);
    if (text[at] === close) throw new Fault(comma, `the comma before \`${close}\` is too much`);
  }
}

function missingComma(text: string, at: number, close: string): string {
  if (at >= text.length) return `\`${close}\` is missing at the end`;
  return `a comma or \`${close}\` is expected, and there is ${seen(text, at)}`;
}

function readMember(text: string, at: number): number {
  if (text[at] !== '"') {
    const name = match(word, text, at);
    if (name) throw new Fault(at, `the name \`${name}\` needs double quotes around it`);
    if (text[at] === "'") throw new Fault(at, 'text stands between double quotes in JSON');
    throw new Fault(at, `a name in double quotes is expected, and there is ${seen(text, at)}`);
  }
  const colon = skip(text, readString(text, at));
  if (text[colon] !== ':')
    throw new Fault(colon, `a colon is expected after the name, and there is ${seen(text, colon)}`);
  return readValue(text, skip(text, colon + 1));
}

function readString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') return at + 1;
    if (char === '\n') throw new Fault(start, 'the text that begins here is not closed on its line');
    if (char < ' ') throw new Fault(at, 'a control character has to be written as an escape, such as \\t');
    if (char !== '\\') continue;
    at += 1;
    const escape = text[at] ?? '';
    if (escape === 'u' && /^[\da-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) at += 4;
    else if (!escape || !'"\\/bfnrt'.includes(escape))
      throw new Fault(at - 1, `\`\\${escape}\` is not an escape of JSON`);
  }
  throw new Fault(start, 'the text that begins here is not closed');
}
