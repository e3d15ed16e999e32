/** What the parser says when the text ends too early. */
const early = /unexpected EOF|got EOF|unterminated here-document/;

/** Whether a command goes on in the next line: an open quote, loop, here-document, or a line that ends in `\`, `|` or `&&`. */
export function isUnfinished(text: string, parse: (text: string) => void): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) return true;
  if (endsEarly(text, parse)) return true;
  const code = text
    .split('\n')
    .at(-1)!
    .replace(/(?:^|\s)#.*$/, '')
    .trimEnd();
  return /(?:\||&&)$/.test(code) && !/\\.$/.test(code);
}

function endsEarly(text: string, parse: (text: string) => void): boolean {
  try {
    parse(text);
    return false;
  } catch (error) {
    if (early.test((error as Error).message)) return true;
  }
  // After `then` and `do` the parser misses a command before it misses the end.
  if (!/(?:\bthen|\bdo|\belse|\{|\()\s*$/.test(text)) return false;
  try {
    parse(`${text}\n:`);
    return false;
  } catch (error) {
    return early.test((error as Error).message);
  }
}
