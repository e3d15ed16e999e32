import { parseEnv } from './parse-env.ts';
import inspection from 'node-inspect-extracted';
import { isDeepStrictEqual } from './deep-equal.ts';
import { diff } from './util-diff.ts';
import { SIGNALS } from './process-signals.ts';
import { invalidArgType, validateOneOf } from './errors.ts';
import { callbackify, deprecate, inherits, promisify } from './util-functions.ts';
import { styleText } from './util-style.ts';
import { parseArgs } from './util-parse-args.ts';
import { checkedErrorName, systemErrorName, systemErrors } from './system-errors.ts';
import { debuglog } from './util-debuglog.ts';
import types from './util-types.ts';
import { MIMEParams, MIMEType } from './mime.ts';

type Tools = typeof import('node:util');
const { inspect, format, formatWithOptions, stripVTControlCharacters } = inspection as unknown as Tools;

/** A signal that follows another and does not keep anything alive. */
const transferableAbortSignal = (signal: AbortSignal) => signal;

function aborted(signal: AbortSignal, resource: object): Promise<void> {
  if (resource == null) return Promise.reject(invalidArgType('resource', 'Object', resource));
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function getSystemErrorMap() {
  return new Map(Object.values(systemErrors).map(([code, name, message]) => [code, [name, message]]));
}

function toUSVString(value: unknown): string {
  return String(value).toWellFormed();
}

export default {
  inspect,
  format,
  formatWithOptions,
  stripVTControlCharacters(text: string) {
    if (typeof text !== 'string') throw invalidArgType('str', 'string', text);
    return stripVTControlCharacters(text);
  },
  inherits,
  promisify,
  callbackify,
  deprecate,
  debuglog,
  debug: debuglog,
  types,
  isDeepStrictEqual,
  isArray: Array.isArray,
  styleText,
  parseArgs,
  parseEnv,
  toUSVString,
  aborted,
  transferableAbortSignal,
  transferableAbortController: () => new AbortController(),
  getSystemErrorName: checkedErrorName,
  getSystemErrorMap,
  getSystemErrorMessage: (code: number) => getSystemErrorMap().get(code)?.[1],
  getCallSites: () => [],
  diff,
  convertProcessSignalToExitCode(signal: unknown) {
    validateOneOf(signal, 'signalCode', Object.keys(SIGNALS));
    return 128 + SIGNALS[signal as string]!;
  },
  setTraceSigInt() {},
  MIMEType,
  MIMEParams,
  TextEncoder: globalThis.TextEncoder,
  TextDecoder: globalThis.TextDecoder,
  _extend: (target: object, source: object) => (source ? Object.assign(target, source) : target),
  _exceptionWithHostPort(error: number, syscall: string, address: string, port?: number) {
    const name = systemErrorName(error);
    const at = port ? `${address}:${port}` : address;
    return Object.assign(new Error(`${syscall} ${name} ${at}`), { errno: error, code: name, syscall, address, port });
  },
  _errnoException: (error: number, syscall: string) =>
    Object.assign(new Error(`${syscall} ${systemErrorName(error)}`), {
      errno: error,
      code: systemErrorName(error),
      syscall,
    }),
};
