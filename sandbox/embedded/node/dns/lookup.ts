import {
  invalidArgType,
  invalidArgValue,
  validateBoolean,
  validateFunction,
  validateOneOf,
  validateString,
} from '../errors.ts';
import { isIP, portNumber } from '../net/addresses.ts';
import { unknownHost } from '../net/errors.ts';
import { nextTick } from '../next-tick.ts';
import { isOrder } from './order.ts';

interface Options {
  family?: number | string | undefined;
  hints?: number;
  all?: boolean;
  verbatim?: boolean;
  order?: string;
}
export interface Found {
  address: string;
  family: 4 | 6;
}
type Done = (error: Error | null, ...rest: unknown[]) => void;

/** The addresses of names that exist without a network. */
export function find(name: string, family: number): Found[] {
  const known = isIP(name);
  if (known) return [{ address: name, family: known }];
  const host = name.toLowerCase();
  if (host !== 'localhost' && !host.endsWith('.localhost')) return [];
  return [family === 6 ? { address: '::1', family: 6 } : { address: '127.0.0.1', family: 4 }];
}

function readOptions(hostname: unknown, given: unknown): { family: number; all: boolean } {
  if (hostname) validateString(hostname, 'hostname');
  if (typeof given === 'number') {
    validateOneOf(given, 'family', [0, 4, 6]);
    return { family: given, all: false };
  }
  if (given !== undefined && given !== null && typeof given !== 'object') throw invalidArgType('options', ['integer', 'object'], given);
  const { hints, family, all, verbatim, order } = (given ?? {}) as Options;
  if (hints !== undefined && hints !== null) {
    if (typeof hints !== 'number') throw invalidArgType('options.hints', 'number', hints);
    if ((hints & ~(8 | 16 | 32)) !== 0) throw invalidArgValue('hints', hints);
  }
  if (all !== undefined && all !== null) validateBoolean(all, 'options.all');
  if (verbatim !== undefined && verbatim !== null) validateBoolean(verbatim, 'options.verbatim');
  if (order !== undefined && order !== null) isOrder(order, 'options.order');
  const names: Record<string, number> = { IPv4: 4, IPv6: 6 };
  const wanted = typeof family === 'string' ? (names[family] ?? family) : (family ?? 0);
  if (typeof wanted !== 'number' || ![0, 4, 6].includes(wanted)) validateOneOf(family, 'options.family', [0, 4, 6]);
  return { family: wanted as number, all: all ?? false };
} // prettier-ignore

/** The addresses of a host; only this computer has any here. */
export function lookup(hostname: string, options: unknown, callback?: Done): object {
  const done = (callback ?? options) as Done;
  const given = typeof options === 'function' ? undefined : options;
  const { family, all } = readOptions(hostname, given);
  validateFunction(done, 'callback');
  if (!hostname) nextTick(() => (all ? done(null, []) : done(null, null, family === 6 ? 6 : 4)));
  else {
    const found = find(hostname, family);
    const [first] = found;
    nextTick(() => {
      if (!first) done(unknownHost(hostname));
      else if (all) done(null, found);
      else done(null, first.address, first.family);
    });
  }
  return {};
}

export function lookupPromise(hostname: string, options?: unknown): Promise<Found | Found[]> {
  const { family, all } = readOptions(hostname, options);
  if (!hostname) return Promise.resolve(all ? [] : ({ address: null, family: family === 6 ? 6 : 4 } as never));
  const found = find(hostname, family);
  if (!found.length) return Promise.reject(unknownHost(hostname));
  return Promise.resolve(all ? found : found[0]!);
}

const services: Record<number, string> = { 21: 'ftp', 22: 'ssh', 25: 'smtp', 53: 'domain', 80: 'http', 443: 'https' };

function service(address: unknown, port: unknown): { hostname: string; service: string } {
  if (!isIP(address)) throw invalidArgValue('address', address);
  const number = portNumber(port, 'Port');
  return { hostname: 'localhost', service: services[number] ?? String(number) };
}

export function lookupService(address: string, port: number, callback: Done): void {
  const found = service(address, port);
  validateFunction(callback, 'callback');
  nextTick(() => callback(null, found.hostname, found.service));
}

export async function lookupServicePromise(address: string, port: number): Promise<object> {
  return service(address, port);
}
