/**
 * WebKit forgets where evaluated code stands: its stacks name functions, and no file, line or column. A script that is
 * loaded is remembered, so there code is loaded from a `data:` URL, whose head says which code it is. The URL ends up in
 * stacks with all that is in it, which is why this is for code of exercises alone.
 */
interface Evaluated {
  name: string;
  lines: string[];
  /** Characters that stand before the code on its first line. */
  before: number;
}

const evaluated: Evaluated[] = [];
const head = 'data:text/javascript;evaluated=';
const holder = '$evaluated';
const shared = '$evaluate';
const indirectEval = eval;
const scope = globalThis as {
  importScripts?: (url: string) => void;
  [holder]?: unknown;
  [shared]?: typeof evaluate;
};
const loadScript = scope.importScripts?.bind(globalThis);

/** Whether stacks are without places for evaluated code; looked up once. */
export const forgetsPlaces = (() => {
  const probe = indirectEval(
    "(function place() { return new Error('').stack; })\n//# sourceURL=place.js",
  ) as () => unknown;
  return !String(probe()).includes('place.js:');
})();

/**
 * Evaluates an expression: mostly a function.
 *
 * @param name What stacks call it; its line and column count from the start of the expression.
 */
export function evaluateNamed(expression: string, name: string): unknown {
  return (scope[shared] ?? evaluate)(expression, name);
}

/** Chunks have copies of this file, and the worker starts with this one: only its copy can load, and knows what was loaded. */
export function shareEvaluation(): void {
  Object.defineProperty(globalThis, shared, { value: evaluate });
  // Strict code assigns only to what is there.
  Object.defineProperty(globalThis, holder, { value: undefined, writable: true });
}

function evaluate(expression: string, name: string): unknown {
  const text = `${expression}\n//# sourceURL=${name}`;
  if (!forgetsPlaces || !loadScript) return indirectEval(text);
  const assigned = expression.replace(/^(?:'use strict';|"use strict";)?\s*/, `$&${holder}=`);
  // What does not compile is evaluated for the sake of its error.
  const id = evaluated.push({ name, lines: expression.split('\n'), before: holder.length + 1 }) - 1;
  try {
    loadScript(`${head}${id},${encodeURIComponent(assigned)}`);
  } catch (error) {
    if (error instanceof SyntaxError) return indirectEval(text);
    throw error;
  }
  const value = scope[holder];
  scope[holder] = undefined;
  return value;
}

/** The head of an async function. WebKit shows it as a caller of the body, where V8 has one frame for both. */
const asyncHead = /(?<![\w$.])async(?:\s+(?:function\b\s*\*?\s*)?[\w$]*\s*|\s*)\(\)?$|(?<![\w$.])async\s+$/;

/**
 * The place of loaded code as V8 would say it; null when V8 shows no such frame, undefined for other code.
 */
export function evaluatedPlace(url: string, line: number, column: number) {
  if (!url.startsWith(head)) return undefined;
  const code = evaluated[Number.parseInt(url.slice(head.length), 10)];
  if (!code) return null;
  const text = code.lines[line - 1] ?? '';
  const shifted = line === 1 ? Math.max(1, column - code.before) : column;
  if (asyncHead.test(text.slice(0, shifted - 1))) return null;
  return { file: code.name, line, column: columnOfV8(text, shifted) };
}

/** WebKit points behind what is called, V8 at its name or at `new`; with properties it is the dot and the name. */
function columnOfV8(text: string, column: number): number {
  const before = text.slice(0, column - 1);
  const name = /[\w$]+$/.exec(before);
  if (name) {
    const made = /\bnew\s+[\w$.]+$/.exec(before);
    // A name that does not exist, and is returned.
    const returned = /^\s*;?\s*$/.test(text.slice(column - 1)) && /\breturn\s+[\w$]+$/.exec(before);
    return (returned || made || name).index + 1;
  }
  const dot = /^\??\.\s*(?=[\w$])/.exec(text.slice(column - 1));
  if (dot) return column + dot[0].length;
  return column;
}

/**
 * Errors that the engine throws itself speak the engine's own language until somebody looks at them: wherever code
 * catches one, it is put into the words of Node first.
 */
export const mendName = '$mendError';

export function mendCatches(code: string): string {
  if (!(mendName in globalThis)) return code;
  return code
    .replace(/\bcatch\s*\(\s*([A-Za-z_$][\w$]*)\s*\)\s*\{/g, (text, name: string) => `${text}${mendName}(${name});`)
    .replace(
      /\bcatch\s*\((\{[^(){}]*\})\)\s*\{/g,
      (_text, pattern: string) => `catch($caught){let ${pattern}=${mendName}($caught);`,
    );
}
