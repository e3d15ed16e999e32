import { codeFrame } from './callsite-position.ts';

/** The words of a failed `assert(expression)`: with the expression, where its source can be read. */
export function falsyMessage(caller: object): string | undefined {
  const at = codeFrame(caller);
  const line = at && sourceLine(at.file, at.line);
  if (!line) return undefined;
  const expression = firstCall(line, at.column - 1);
  // What would disturb a terminal is written out.
  const shown = expression.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, (char) => JSON.stringify(char).slice(1, -1));
  return `The expression evaluated to a falsy value:\n\n  ${shown}\n`;
}

function sourceLine(file: string, line: number): string | undefined {
  const { process } = globalThis as unknown as { process?: { getBuiltinModule?(name: string): unknown } };
  const fs = process?.getBuiltinModule?.('fs') as typeof import('node:fs') | undefined;
  try {
    return fs?.readFileSync(file.replace(/^file:\/\//, ''), 'utf8').split('\n')[line - 1];
  } catch {
    return undefined;
  }
}

/** The call at a column, from the object whose method it is to its closing bracket. */
function firstCall(line: string, column: number): string {
  const owner = /(?:[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\??\.|\[[^[\]]*\]\.?))*$/u.exec(line.slice(0, column));
  const start = column - (owner?.[0].length ?? 0);
  let depth = 0;
  for (let i = column; i < line.length; i++) {
    const char = line[i]!;
    if ('\'"`'.includes(char)) i = endOfString(line, i);
    else if (char === '(') depth += 1;
    else if (char === ')' && --depth === 0) return line.slice(start, i + 1);
    else if (char === ';') return line.slice(start, i);
  }
  return line.slice(start);
}

function endOfString(line: string, start: number): number {
  for (let i = start + 1; i < line.length; i++) {
    if (line[i] === '\\') i += 1;
    else if (line[i] === line[start]) return i;
  }
  return line.length;
}
