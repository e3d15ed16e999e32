/**
 * Stacks as Firefox and WebKit write them (`name@file:1:2`), read into frames and written as V8 does.
 */
import { mapStack, sourceLine } from '../modules/stacks.ts';
import { evaluatedPlace } from './web-evaluate.ts';

export interface Frame {
  name: string;
  file: string;
  line: number;
  column: number;
  async: boolean;
  /** What V8 points at instead of the start of the expression: looked for behind the place. */
  target?: RegExp;
}

/** Names that engines give to code that has none. */
const nameless = /^(?:anonymous|eval|eval code|module code|global code|\$evaluated|.*<)$/;

/** Firefox tells who asked for a callback (`setTimeout handler*`); V8 follows only what was awaited. */
const asked = /^(.*)\*(?=[^*]*$)/;

export function readFrames(raw: string): Frame[] {
  const frames: Frame[] = [];
  for (const line of raw.split('\n')) {
    const [, head = '', place = ''] = /^([^@]*)@(.*)$/.exec(line) ?? [];
    const cause = asked.exec(head)?.[1];
    if (cause !== undefined && !/^(?:.*\*)?async$/.test(cause)) break;
    const frame = readPlace(place);
    if (!frame || !line) continue;
    const getter = /^get ([\w$]+)$/.exec(frames.at(-1)?.name ?? '')?.[1];
    frames.push({
      ...frame,
      name: functionName(head.replace(asked, '')),
      async: cause !== undefined,
      ...(getter && { target: keyOf(getter) }),
    });
  }
  return frames;
}

/** WebKit knows no place of evaluated code: such frames have no file, and stand in no text. */
function readPlace(place: string): Place | undefined {
  const [, file, row, offset] = /^(.*?):(\d+):(\d+)$/.exec(place) ?? [];
  if (place === '[native code]' || file?.startsWith('data:text/javascript,onmessage')) return undefined;
  if (!file) return { file: '', line: 0, column: 0 };
  const [line, column] = [Number(row), Number(offset)];
  const evaluated = evaluatedPlace(file, line, column);
  return evaluated === undefined ? { file, line, column } : (evaluated ?? undefined);
}

/** Firefox names a function inside another `outer/inner`, and one without a name `outer/<`. */
function functionName(name: string): string {
  const own = name.slice(name.lastIndexOf('/') + 1);
  return nameless.test(own) ? '' : own;
}

/** Where `.key` or `['key']` stands. */
export const keyOf = (key: string): RegExp =>
  new RegExp(`(?<=\\.\\s*|\\[\\s*)(?:["']?)${key.replace(/[^\w]/g, '\\$&')}(?![\\w$])`);

export function pointAt(frame: Frame | undefined, target: RegExp): void {
  if (frame) frame.target = target;
}

interface Place {
  file: string;
  line: number;
  column: number;
}

/** Lines of an expression that may lie between its start and what went wrong. */
const far = 5;

/** The place in the source as it was written. */
function originalPlace(frame: Frame): Place {
  const [, file = frame.file, line = frame.line, column = frame.column] =
    /^@(.*?):(\d+):(\d+)$/.exec(mapStack(`@${frame.file}:${frame.line}:${frame.column}`)) ?? [];
  const place = { file, line: Number(line), column: Number(column) };
  if (!frame.target) return place;
  for (let below = 0; below < far; below++) {
    const text = sourceLine(place.file, place.line + below);
    if (text === undefined) break;
    const start = below === 0 ? place.column - 1 : 0;
    const found = start + text.slice(start).search(frame.target) + 1;
    if (found > start) return { file: place.file, line: place.line + below, column: found };
  }
  const before = sourceLine(place.file, place.line)?.search(frame.target) ?? -1;
  return before < 0 ? place : { ...place, column: before + 1 };
}

/** The line of the source that a frame stands on, and where on it. */
export function sourceAt(frame: Frame | undefined): { text: string; column: number } | undefined {
  if (!frame) return undefined;
  const { file, line, column } = originalPlace(frame);
  const text = sourceLine(file, line);
  return text === undefined ? undefined : { text, column };
}

export function frameText(frame: Frame): string {
  if (frame.file === '') return frame.name ? `${frame.name} (<anonymous>)` : '<anonymous>';
  const { file, line, column } = originalPlace(frame);
  const [async, place] = [frame.async ? 'async ' : '', `${file}:${line}:${column}`];
  return frame.name ? `${async}${frame.name} (${place})` : `${async}${place}`;
}

/** One line of a stack, with the questions that V8's CallSite answers. */
export interface CallSite {
  getFileName(): string | undefined;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
  getFunctionName(): string | null;
  [question: string]: unknown;
}

export function callSite(frame: Frame): CallSite {
  const { file, line, column } = originalPlace(frame);
  const no = () => false;
  const nothing = () => undefined;
  return {
    getFileName: () => file || undefined,
    getScriptNameOrSourceURL: () => file,
    getScriptHash: () => '',
    getLineNumber: () => line,
    getColumnNumber: () => column,
    getEnclosingLineNumber: () => line,
    getEnclosingColumnNumber: () => column,
    getPosition: () => 0,
    getFunctionName: () => frame.name || null,
    getMethodName: () => null,
    getTypeName: () => null,
    getThis: nothing,
    getFunction: nothing,
    getEvalOrigin: nothing,
    isEval: no,
    isNative: no,
    isConstructor: no,
    isToplevel: () => true,
    isAsync: () => frame.async,
    isPromiseAll: no,
    getPromiseIndex: () => null,
    toString: () => frameText(frame),
  };
}
