import { parseSync } from 'vite';
import type { Node } from '../read-tests.ts';
import { walk } from '../walk.ts';

/** The name of the function that guarded programs call at each turn of a loop. */
export const stepName = '__step';

/** Turns of all loops together that one test may take; an edit of a right answer that needs more never ends. */
export const mostSteps = 1_000_000;

const loops = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);

/**
 * The program with a call of `__step()` at each turn of each loop, on the lines where everything was. Endless loops are
 * what an edit makes most often, and waiting for them to be ended from outside takes seconds.
 */
export function guardLoops(file: string, source: string): string {
  const edits: [at: number, text: string][] = [];
  walk(parseSync(file, source).program as unknown as Node, (node) => {
    if (!loops.has(node.type)) return;
    const body = node['body'] as Node & { start: number; end: number };
    if (body.type === 'BlockStatement') edits.push([body.start + 1, ` ${stepName}();`]);
    else edits.push([body.start, `{ ${stepName}(); `], [body.end, ' }']);
  });
  let guarded = source;
  for (const [at, text] of edits.toSorted(([a], [b]) => b - a)) guarded = guarded.slice(0, at) + text + guarded.slice(at);
  return guarded;
} // prettier-ignore
