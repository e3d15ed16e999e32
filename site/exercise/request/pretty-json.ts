import { findJsonFault } from './json-fault.ts';

/** JSON with one member a line, its values as they were sent: big numbers and repeated names stay. */
export function prettyJson(text: string): string | undefined {
  if (text.length > 500_000 || findJsonFault(text)) return undefined;
  let depth = 0;
  let result = '';
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const token of text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? []) {
    const empty = /[[{]$/.test(result);
    if (token === '}' || token === ']') {
      depth -= 1;
      result += (empty ? '' : line()) + token;
    } else {
      if (empty) result += line();
      if (token === '{' || token === '[') depth += 1;
      result += token === ',' ? `,${line()}` : token === ':' ? ': ' : token;
    }
  }
  return result;
}
