import { invalidArgValue, validateString } from '../errors.ts';
import { portNumber } from './addresses.ts';
import { isPort } from './connect-options.ts';
import { nodeError } from './errors.ts';

export interface ListenOptions {
  port?: number | string | null;
  host?: string;
  path?: string;
  signal?: AbortSignal;
  ipv6Only?: boolean;
  fd?: number;
}

/** The argument forms of `listen` as options and listener; throws for those that say nothing to listen on. */
export function normalizeListen(args: unknown[]): [ListenOptions, (() => void) | undefined] {
  const last = args.at(-1);
  const listener = typeof last === 'function' ? (last as () => void) : undefined;
  const [first, second] = args;
  if (args.length === 0 || first === undefined || first === null || typeof first === 'function') {
    return [withHost({ port: 0 }, second), listener];
  }
  if (typeof first === 'object') return [checkOptions(first as ListenOptions), listener];
  if (typeof first === 'string' && !isPort(first)) return [{ path: first }, listener];
  if (typeof first === 'boolean') throw invalidArgValue('options', { port: first });
  return [withHost({ port: first as number | string }, second), listener];
}

function checkOptions(options: ListenOptions & { _handle?: unknown; handle?: unknown }): ListenOptions {
  const { port, path, fd } = options;
  if (typeof fd === 'number' && fd >= 0) {
    throw nodeError('ERR_INVALID_FD_TYPE', 'Unsupported fd type: FILE', TypeError);
  }
  if (port === null || (port === undefined && 'port' in options && path === undefined)) return { ...options, port: 0 };
  if (typeof port === 'number' || typeof port === 'string') {
    portNumber(port, 'options.port');
    return options;
  }
  if (typeof path === 'string') {
    validateString(path, 'options.path');
    return { ...options, path };
  }
  if (!('port' in options) && !('path' in options)) {
    throw invalidArgValue('options', options, 'must have the property "port" or "path"');
  }
  throw invalidArgValue('options', options);
}

function withHost(options: ListenOptions, host: unknown): ListenOptions {
  return typeof host === 'string' ? { ...options, host } : options;
}
