import { Buffer } from 'buffer';
import { invalidType, nodeError } from '../net/errors.ts';
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
  method?: string;
  headers?: Record<string, HeaderValue> | string[];
  agent?: Agent | false | null;
  auth?: string | null;
  timeout?: number;
  setHost?: boolean;
  localAddress?: string;
  joinDuplicateHeaders?: boolean;
  signal?: AbortSignal;
  createConnection?(options: RequestOptions): Socket;
}

export type ResponseListener = (...args: unknown[]) => void;

/** The forms `(url)`, `(url, options)`, `(options)`, each with a listener, as one set of options. */
export function readArguments(args: unknown[]): { options: RequestOptions; listener?: ResponseListener } {
  const rest = [...args];
  const listener = typeof rest.at(-1) === 'function' ? (rest.pop() as ResponseListener) : undefined;
  const [first, second] = rest;
  const fromUrl =
    typeof first === 'string' ? urlOptions(new URL(first)) : first instanceof URL ? urlOptions(first) : undefined;
  const options = { ...(fromUrl ?? {}), ...((fromUrl ? second : first) as RequestOptions | undefined) };
  return listener ? { options, listener } : { options };
}

function urlOptions(url: URL): RequestOptions {
  const options: RequestOptions = {
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    path: `${url.pathname}${url.search}`,
  };
  if (url.port !== '') options.port = Number(url.port);
  if (url.username || url.password) {
    options.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  }
  return options;
}

/** Throws Node's errors for a method, path or protocol that cannot be sent; returns the method in capitals. */
export function checkOptions(options: RequestOptions, expectedProtocol: string): string {
  const protocol = options.protocol ?? expectedProtocol;
  if (protocol !== expectedProtocol) {
    throw nodeError(
      'ERR_INVALID_PROTOCOL',
      `Protocol "${protocol}" not supported. Expected "${expectedProtocol}"`,
      TypeError,
    );
  }
  if (options.path && /[^\u0021-\u00ff]/.test(options.path)) {
    throw nodeError('ERR_UNESCAPED_CHARACTERS', 'Request path contains unescaped characters', TypeError);
  }
  const { method = 'GET' } = options;
  if (typeof method !== 'string') throw invalidType('options.method', 'of type string', method);
  if (!isToken(method)) {
    throw nodeError('ERR_INVALID_HTTP_TOKEN', `Method must be a valid HTTP token ["${method}"]`, TypeError);
  }
  return method.toUpperCase();
}

/** `Host`: the port is named when it is not the protocol's own, and IPv6 addresses stand in brackets. */
export function hostHeader(host: string, port: number | string | null | undefined, defaultPort: number): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return port && Number(port) !== defaultPort ? `${name}:${port}` : name;
}

export const basicAuthorization = (auth: string) => `Basic ${Buffer.from(auth).toString('base64')}`;
