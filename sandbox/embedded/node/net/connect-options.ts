import { invalidArgType, validateFunction, validateNumber, validateString } from '../errors.ts';
import { isIP, portNumber } from './addresses.ts';
import { nodeError } from './errors.ts';
import type { SocketOptions } from './socket-options.ts';

export interface Found {
  address: string;
  family: number;
}

export type LookupCallback = (error: Error | null, address?: string | Found[], family?: number) => void;
export type Lookup = (host: string, options: object, callback: LookupCallback) => void;

export interface ConnectOptions extends SocketOptions {
  port?: number | string;
  host?: string;
  path?: string;
  timeout?: number;
  family?: number | string;
  hints?: number;
  lookup?: Lookup;
  localAddress?: string;
  localPort?: number;
  autoSelectFamily?: boolean;
  autoSelectFamilyAttemptTimeout?: number;
  blockList?: { check(address: string, family: string): boolean };
}

/** The argument forms of `connect` as options and listener. */
export function normalizeConnect(args: unknown[]): [ConnectOptions, (() => void) | undefined] {
  const rest = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const [first, second] = rest;
  const last = rest.length > 1 || typeof first === 'function' ? rest.at(-1) : undefined;
  const listener = typeof last === 'function' ? (last as () => void) : undefined;
  if (rest.length === 0) return [{}, undefined];
  if (typeof first === 'object' && first !== null) return [first as ConnectOptions, listener];
  // A string is a path, unless it is a number.
  if (typeof first === 'string' && !isPort(first)) return [{ path: first }, listener];
  const options: ConnectOptions = { port: first as number };
  if (rest.length > 1 && typeof second === 'string') options.host = second;
  return [options, listener];
}

/** Whether `_normalizeArgs` takes a string for a port. */
export function isPort(text: string): boolean {
  const number = Number(text);
  return text.trim() !== '' && number >= 0 && number === Number(text);
}

/** The port of valid options; throws what Node throws for others. */
export function checkConnect(options: ConnectOptions): number {
  const { port, localAddress, localPort, autoSelectFamily, autoSelectFamilyAttemptTimeout } = options;
  if (port === undefined && options.path === undefined) {
    throw nodeError('ERR_MISSING_ARGS', 'The "options" or "port" or "path" argument must be specified', TypeError);
  }
  if (localAddress && !isIP(localAddress)) {
    throw nodeError('ERR_INVALID_IP_ADDRESS', `Invalid IP address: ${localAddress}`, TypeError);
  }
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (typeof port !== 'number' && typeof port !== 'string') {
    throw invalidArgType('options.port', ['number', 'string'], port);
  }
  const number = portNumber(port, 'Port');
  if (autoSelectFamily !== undefined && autoSelectFamily !== null && typeof autoSelectFamily !== 'boolean') {
    throw invalidArgType('options.autoSelectFamily', 'boolean', autoSelectFamily);
  }
  if (autoSelectFamilyAttemptTimeout !== undefined) checkAttempt(autoSelectFamilyAttemptTimeout, 'options.autoSelectFamilyAttemptTimeout');
  const { lookup } = options;
  if (lookup !== undefined && lookup !== null) validateFunction(lookup, 'options.lookup');
  return number;
} // prettier-ignore

export function checkAttempt(value: unknown, name: string): void {
  validateNumber(value, name);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < 1 || value > 2 ** 31 - 1) throw outOfRange(name, '>= 1 && <= 2147483647', value);
}

function outOfRange(name: string, range: string, value: unknown): Error {
  const text = `The value of "${name}" is out of range. It must be ${range}. Received ${String(value)}`;
  return nodeError('ERR_OUT_OF_RANGE', text, RangeError);
}

export const checkPath = (path: unknown): void => validateString(path, 'options.path');
