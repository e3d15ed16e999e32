/** What Node does with an error that nobody caught, and how it prints it. */
import inspection from 'node-inspect-extracted';
import type { WriteOutput } from '../node/console-sink.ts';
import { mapStack, markedPlace, sourceLine, type Position } from './stacks.ts';

const version = 'v24.21.0';

interface ProcessLike {
  exitCode?: unknown;
  listenerCount(event: string): number;
  emit(event: string, ...args: unknown[]): boolean;
}

/**
 * Tells the program's own listeners, or ends it: `exit` is emitted with 1 and the error is printed.
 *
 * @returns What was printed; undefined when a listener has taken care of it.
 */
export function endUncaught(
  process: ProcessLike,
  error: unknown,
  write: WriteOutput,
  fromPromise = false,
): string | undefined {
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  process.emit('uncaughtExceptionMonitor', error, origin);
  if (process.listenerCount('uncaughtException') > 0) {
    process.emit('uncaughtException', error, origin);
    return undefined;
  }
  process.exitCode = 1;
  const text = describeUncaught(error, fromPromise);
  try {
    process.emit('exit', 1);
  } finally {
    write({ stream: 'stderr', level: 'error', text });
  }
  return text;
}

/** @param fromPromise Whether it is what a promise was rejected with. */
export function describeUncaught(error: unknown, fromPromise = false): string {
  if (fromPromise && !isError(error)) return rejection(error);
  const stack = isError(error) ? mapStack(String(error.stack)) : '';
  const text = isError(error) ? inspected(error, stack) : inspection.inspect(error);
  return `${codeFrame(error, stack)}${text}\n\nNode.js ${version}\n`;
}

const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';

function inspected(error: Error, stack: string): string {
  if (error.stack !== stack && stack !== '') {
    try {
      Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true });
    } catch {
      // A frozen error is shown as it is.
    }
  }
  return inspection.inspect(error);
}

/** `file:line`, the line, and a mark below the place. */
function codeFrame(error: unknown, stack: string): string {
  const marked = isError(error) ? markedPlace(error) : undefined;
  if (marked) {
    // Node leaves no empty line between a missing export and what it says about it.
    const gap = /does not provide|not found\. The requested/.test((error as Error).message) ? '' : '\n';
    return `${frameText(marked, marked.text ?? '')}${gap}`;
  }
  const [first] = /^\s*at .*$/m.exec(stack) ?? [];
  if (first?.includes('node:internal')) return ownFrame((error as { code?: unknown }).code);
  const [, url, row, column] = /^\s*at (?:.*\()?((?:file:\/\/)?\/[^()]*?):(\d+):(\d+)\)?$/m.exec(stack) ?? [];
  const line = url === undefined ? undefined : sourceLine(url, Number(row));
  if (line === undefined) return '';
  return `${frameText({ url: url!, line: Number(row), column: Number(column) }, line)}\n`;
}

function frameText({ url, line, column, length = 1 }: Position, text: string): string {
  const before = text.slice(0, column - 1);
  // The place of a throw statement is its beginning, that of an error is where it is made.
  const thrown = /\bthrow\s+$/.exec(before);
  const indent = (thrown ? before.slice(0, thrown.index) : before).replace(/[^\t]/g, ' ');
  return `${url}:${line}\n${text}\n${indent}${'^'.repeat(length)}\n`;
}

/** Of what Node itself throws it shows its own line. */
function ownFrame(code: unknown): string {
  if (code === 'MODULE_NOT_FOUND') return 'node:internal/modules/cjs/loader:1478\n  throw err;\n  ^\n\n';
  if (code === 'ERR_MODULE_NOT_FOUND') {
    return 'node:internal/modules/esm/resolve:275\n    throw new ERR_MODULE_NOT_FOUND(\n          ^\n\n';
  }
  return 'node:internal/engine:1\n    throw err;\n    ^\n\n';
}

function rejection(reason: unknown): string {
  const shown = typeof reason === 'string' ? reason : inspection.inspect(reason);
  const message = `This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${shown}".`;
  return `node:internal/process/promises:392\n      new UnhandledPromiseRejection(reason);\n      ^\n\nUnhandledPromiseRejection: ${message}\n    at throwUnhandledRejectionsMode (node:internal/process/promises:392:7) {\n  code: 'ERR_UNHANDLED_REJECTION'\n}\n\nNode.js ${version}\n`;
}
