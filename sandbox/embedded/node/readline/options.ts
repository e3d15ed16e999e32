import { invalidArgType, invalidArgValue, validateAbortSignal, validateInteger, validateNumber } from '../errors.ts';

export type Stream = Record<string, any>;
export interface Options {
  input?: Stream;
  output?: Stream;
  completer?: unknown;
  terminal?: boolean;
  history?: string[];
  historySize?: number;
  removeHistoryDuplicates?: boolean;
  crlfDelay?: number;
  prompt?: string;
  escapeCodeTimeout?: number;
  tabSize?: number;
  signal?: AbortSignal;
}

export function readOptions(input: unknown, rest: unknown[]): Options {
  if (typeof input === 'object' && input !== null && 'input' in input) return input as Options;
  const [output, completer, terminal] = rest as [Stream, unknown, boolean];
  return { input: input as Stream, ...(output && { output }), completer, terminal };
}

export function checkOptions(options: Options): void {
  const { completer, history, historySize, tabSize, crlfDelay, escapeCodeTimeout, signal } = options;
  if (completer !== undefined && completer !== null && typeof completer !== 'function') throw invalidArgValue('completer', completer); // prettier-ignore
  if (history !== undefined && !Array.isArray(history)) throw invalidArgType('history', 'Array', history);
  if (historySize !== undefined) validateNumber(historySize, 'size', 0);
  if (tabSize !== undefined) validateInteger(tabSize, 'tabSize', 1);
  if (escapeCodeTimeout !== undefined && !Number.isFinite(escapeCodeTimeout)) throw invalidArgValue('input.escapeCodeTimeout', escapeCodeTimeout); // prettier-ignore
  if (crlfDelay !== undefined && Number.isNaN(Number(crlfDelay))) throw invalidArgValue('crlfDelay', crlfDelay);
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
}
