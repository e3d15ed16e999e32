import { Buffer } from 'buffer';
import { invalidArgType, nodeError as sharedError, validateBoolean, validateInteger } from '../errors.ts';
import { fitTimer, nodeError } from '../net/errors.ts';
import type { Socket } from '../net/socket.ts';
import type { Agent } from './agent.ts';
import type { HeaderValue } from './outgoing.ts';
import { isToken } from './validate.ts';

export interface RequestOptions {
  protocol?: string | null;
  host?: string | null;
  hostname?: string | null;
  port?: number | string | null;
  defaultPort?: number;
  path?: string | null;
  socketPath?: string;
  method?: string | null;
  headers?: Record<string, HeaderValue> | string[];
  agent?: Agent | false | null;
  _defaultAgent?: Agent;
  auth?: string | null;
  timeout?: number;
  setHost?: boolean;
  localAddress?: string;
  joinDuplicateHeaders?: boolean;
  insecureHTTPParser?: boolean;
  maxHeaderSize?: number;
  uniqueHeaders?: (string | string[])[];
  signal?: AbortSignal | undefined;
  createConnection?(options: RequestOptions, created: (error: Error | null, socket?: Socket) => void): Socket | undefined;
} // prettier-ignore

export type ResponseListener = (...args: unknown[]) => void;

/** The forms `(url)`, `(url, options)`, `(options)`, each with a listener, as one set of options. */
export function readArguments(args: unknown[]): { options: RequestOptions; listener: ResponseListener | undefined } {
  let [input, options, listener] = args as [unknown, unknown, ResponseListener | undefined];
  if (typeof input === 'string') input = urlOptions(new URL(input));
  else if (isUrl(input)) input = urlOptions(input);
  else [input, options, listener] = [null, input, options as ResponseListener];
  if (typeof options === 'function') {
    listener = options as ResponseListener;
    options = input ?? {};
  } else options = Object.assign(input ?? {}, options);
  return { options: options as RequestOptions, listener };
}

const isUrl = (value: unknown): value is URL =>
  value instanceof URL || Boolean(value && (value as URL).href && (value as URL).protocol && (value as { auth?: unknown }).auth === undefined && (value as { path?: unknown }).path === undefined); // prettier-ignore

function urlOptions(url: URL): RequestOptions {
  const options: RequestOptions & Record<string, unknown> = {
    // Own properties that a program gave the URL count, too.
    ...(url as object),
    protocol: url.protocol,
    hostname: url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
    hash: url.hash,
    search: url.search,
    pathname: url.pathname,
    path: `${url.pathname || ''}${url.search || ''}`,
    href: url.href,
  };
  if (url.port !== '') options.port = Number(url.port);
  if (url.username || url.password) {
    options.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  }
  return options;
}

/** Throws Node's errors for a path or protocol that cannot be sent. */
export function checkOptions(options: RequestOptions, protocol: string, expected: string): void {
  if (options.path && /[^\u0021-\u00ff]/.test(String(options.path))) {
    throw nodeError('ERR_UNESCAPED_CHARACTERS', 'Request path contains unescaped characters', TypeError);
  }
  if (protocol !== expected) {
    throw nodeError('ERR_INVALID_PROTOCOL', `Protocol "${protocol}" not supported. Expected "${expected}"`, TypeError);
  }
  if (options.maxHeaderSize !== undefined) validateInteger(options.maxHeaderSize, 'maxHeaderSize', 0);
  for (const name of ['insecureHTTPParser', 'joinDuplicateHeaders'] as const) {
    if (options[name] !== undefined) validateBoolean(options[name], `options.${name}`);
  }
}

/** The method in capitals; GET without one. */
export function checkMethod(method: unknown): string {
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw invalidArgType('options.method', 'string', method);
  }
  if (!method) return 'GET';
  if (!isToken(method)) {
    throw nodeError('ERR_INVALID_HTTP_TOKEN', `Method must be a valid HTTP token ["${method}"]`, TypeError);
  }
  return method.toUpperCase();
}

export function checkHost(host: unknown, name: string): string | null | undefined {
  if (host === null || host === undefined || typeof host === 'string') return host as string | null | undefined;
  throw invalidArgType(`options.${name}`, ['string', 'undefined', 'null'], host);
}

/** A time limit as a timer takes it. */
export function checkDuration(value: unknown, name: string): number {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  if (value < 0 || !Number.isFinite(value)) {
    throw sharedError(RangeError, 'ERR_OUT_OF_RANGE', `The value of "${name}" is out of range. It must be a non-negative finite number. Received ${value}`);
  }
  return fitTimer(value);
} // prettier-ignore

/** `Host`: the port is named when it is not the protocol's own, and IPv6 addresses stand in brackets. */
export function hostHeader(host: string, port: number | string | null | undefined, defaultPort?: number): string {
  const colon = host.indexOf(':');
  const name = colon >= 0 && host.includes(':', colon + 1) && !host.startsWith('[') ? `[${host}]` : host;
  return port && Number(port) !== defaultPort ? `${name}:${port}` : name;
}

export const basicAuthorization = (auth: string) => `Basic ${Buffer.from(auth).toString('base64')}`;
