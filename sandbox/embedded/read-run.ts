import type { VitestError, VitestFile, VitestRun } from '../report.ts';
import { readPrinted } from './printed.ts';
import type { ErrorReason, HttpExchange, Output, Proof, ShellRun, TestReport } from '../types.ts';

/**
 * Rebuilds what the worker posted. Learner code ran beside the sender, so every field is checked: what is text becomes
 * text, whatever it says, and nothing else comes through.
 */

/** A run, or undefined when it is not made like one. */
export function readRun(value: unknown): VitestRun | undefined {
  const run = record(value);
  const files = every(run['files'], readFile);
  if (!files || typeof run['duration'] !== 'number') return undefined;
  const tampered = run['tampered'] === undefined ? {} : { tampered: text(run['tampered']) };
  return { files, duration: number(run['duration']), ...tampered };
}

function readFile(value: unknown): VitestFile | undefined {
  const { path, errors, tests } = record(value);
  const read = { errors: every(errors, readError), tests: every(tests, readTest) };
  if (typeof path !== 'string' || !read.errors || !read.tests) return undefined;
  return { path, errors: read.errors, tests: read.tests };
}

/** One test, from a run or on its own; undefined when it is not made like one. */
export function readTest(value: unknown): VitestFile['tests'][number] | undefined {
  const { names, state, duration, errors, note, todo, meta } = record(value);
  const read = { names: every(names, readText), errors: every(errors, readError) };
  if (!read.names || !read.errors || (state !== 'pass' && state !== 'fail' && state !== 'skip')) return undefined;
  const exchange = list(record(meta)['exchange']).map(readExchange);
  const ran = list(record(meta)['ran']).map(readShellRun);
  const proved = list(record(meta)['proved']).map(readProof);
  return {
    names: read.names,
    state,
    duration: number(duration),
    errors: read.errors,
    ...(typeof note === 'string' && { note }),
    ...(todo === true && { todo }),
    meta: { ...(exchange.length && { exchange }), ...(ran.length && { ran }), ...(proved.length && { proved }) },
  };
}

function readError(value: unknown): VitestError | undefined {
  const error = record(value);
  if (typeof error['message'] !== 'string') return undefined;
  const optional = (key: 'name' | 'stack' | 'diff') => (error[key] === undefined ? {} : { [key]: text(error[key]) });
  return { message: error['message'], ...optional('name'), ...optional('stack'), ...optional('diff') };
}

function readProof(value: unknown): Proof {
  const { expected, because } = record(value);
  return { expected: text(expected), because: text(because) };
}

function readShellRun(value: unknown): ShellRun {
  const { command, stdin, stdout, stderr, exitCode } = record(value);
  const input = stdin === undefined ? {} : { stdin: text(stdin) };
  return { command: text(command), ...input, stdout: text(stdout), stderr: text(stderr), exitCode: number(exitCode) };
}

function readExchange(value: unknown): HttpExchange {
  const { request, response, curl } = record(value);
  const sent = record(request);
  const exchange: HttpExchange = {
    request: {
      method: text(sent['method']),
      url: text(sent['url']),
      headers: pairs(sent['headers']),
      body: text(sent['body']),
    },
    curl: text(curl),
  };
  if (response !== undefined) {
    const got = record(response);
    exchange.response = {
      status: number(got['status']),
      statusText: text(got['statusText']),
      headers: pairs(got['headers']),
      body: text(got['body']),
    };
  }
  return exchange;
}

/** Something that was printed. */
export function readOutput(value: unknown): Output {
  const { stream, level, text: printed, values } = record(value);
  const unfold = readPrinted(values);
  return {
    stream: stream === 'stderr' ? 'stderr' : 'stdout',
    level: levels.find((known) => known === level) ?? 'log',
    text: text(printed),
    ...(unfold.length && { values: unfold }),
  };
}

/** Why nothing ran. Never a report of tests: those come as a run. */
export function readFault(value: unknown): Extract<TestReport, { status: 'error' }> {
  const { reason, message } = record(value);
  return { status: 'error', reason: reasons.find((known) => known === reason) ?? 'internal', message: text(message) };
}

/** The ports that a program listens on. */
export const readPorts = (value: unknown): number[] =>
  list(value).filter(
    (port): port is number => Number.isInteger(port) && (port as number) > 0 && (port as number) < 65_536,
  );

const levels: Output['level'][] = ['log', 'info', 'debug', 'warn', 'error'];
const reasons: ErrorReason[] = ['syntax', 'load', 'timeout', 'memory', 'boot', 'internal'];

const record = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const readText = (value: unknown) => (typeof value === 'string' ? value : undefined);
// An object may have a `toString` of its own.
const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0);
const pairs = (value: unknown) =>
  list(value).map((pair): [string, string] => [text(list(pair)[0]), text(list(pair)[1])]);

/** All of a list, or undefined when it is none or one of it cannot be read. */
function every<T>(value: unknown, read: (one: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const all = Array.from(value, read);
  return all.includes(undefined) ? undefined : (all as T[]);
}
