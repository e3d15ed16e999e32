export interface SystemError extends Error {
  errno?: number;
  code: string;
  syscall?: string;
  address?: string;
  port?: number;
  hostname?: string;
}

/** Linux's numbers, as libuv reports them. */
const systemErrors: Record<string, [errno: number, text: string]> = {
  EADDRINUSE: [-98, 'address already in use'],
  EADDRNOTAVAIL: [-99, 'address not available'],
  ECONNREFUSED: [-111, 'connection refused'],
  ECONNRESET: [-104, 'connection reset by peer'],
  EPIPE: [-32, 'broken pipe'],
  EINVAL: [-22, 'invalid argument'],
  ENOENT: [-2, 'no such file or directory'],
  EACCES: [-13, 'permission denied'],
  EBADF: [-9, 'bad file descriptor'],
  ENETUNREACH: [-101, 'network is unreachable'],
};

/** `connect ECONNREFUSED 127.0.0.1:3000`, or `listen EADDRINUSE: address already in use :::3000`. */
export function systemError(code: string, syscall: string, address?: string, port?: number): SystemError {
  const [errno, text] = systemErrors[code] ?? [-1, code];
  // Node prints the explanation for what a call refused at once, and none for what failed while waiting.
  const detail = syscall === 'listen' || syscall === 'bind' ? `: ${text}` : '';
  const place = address === undefined ? '' : ` ${address}${port === undefined ? '' : `:${port}`}`;
  const error = new Error(`${syscall} ${code}${detail}${place}`) as SystemError;
  // In the order in which Node prints them.
  Object.assign(
    error,
    syscall === 'listen' || syscall === 'bind' ? { code, errno, syscall } : { errno, code, syscall },
  );
  if (address !== undefined) error.address = address;
  if (port !== undefined) error.port = port;
  return error;
}

/** A time limit as a timer takes it; throws what Node throws for others. */
export function duration(value: unknown, name: string): number {
  if (typeof value !== 'number') throw invalidType(name, 'of type number', value);
  if (value >= 0 && Number.isFinite(value)) return fitTimer(value);
  const text = `The value of "${name}" is out of range. It must be a non-negative finite number. Received ${value}`;
  throw nodeError('ERR_OUT_OF_RANGE', text, RangeError);
}

/** The longest time that a timer can wait; says so, where it was asked for more. */
export function fitTimer(ms: number): number {
  const longest = 2 ** 31 - 1;
  if (ms <= longest) return ms;
  const text = `${ms} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${longest}.`;
  process.emitWarning(text, 'TimeoutOverflowWarning');
  return longest;
}

const noNetwork =
  'this runtime has no network and knows only localhost; run this with "npm test" or in full Node to reach other computers';

/** What an address of another computer gets. */
export function unreachable(address: string, port: number): SystemError {
  const error = systemError('ENETUNREACH', 'connect', address, port);
  error.message += ` (${noNetwork})`;
  return error;
}

/** What a name that is not this computer's gets: Node's error, and the reason for it here. */
export function unknownHost(hostname: string): SystemError {
  const error = new Error(`getaddrinfo ENOTFOUND ${hostname} (${noNetwork})`) as SystemError;
  return Object.assign(error, { errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname });
}

/** An error of Node's own: `name [CODE]` in its stack, `code` as a property. */
export function nodeError<E extends Error>(
  code: string,
  message: string,
  Base: new (message: string) => E = Error as never,
): E & { code: string } {
  const error = new Base(message) as E & { code: string };
  const named = `${error.name} [${code}]`;
  const stack = error.stack;
  if (stack?.startsWith(error.name)) {
    Object.defineProperty(error, 'stack', {
      value: named + stack.slice(error.name.length),
      writable: true,
      configurable: true,
    });
  }
  error.code = code;
  return error;
}

/** How Node describes a value of the wrong type: `Received type number (5)`. */
export function received(value: unknown): string {
  if (value == null) return ` Received ${String(value)}`;
  if (typeof value === 'function') return ` Received function ${value.name}`;
  if (typeof value === 'object') {
    const name = (value.constructor as { name?: string } | undefined)?.name;
    return name ? ` Received an instance of ${name}` : ' Received an object';
  }
  const text =
    typeof value === 'string' ? `'${value.length > 28 ? `${value.slice(0, 25)}...` : value}'` : String(value);
  return ` Received type ${typeof value} (${text}${typeof value === 'bigint' ? 'n' : ''})`;
}

export function invalidType(name: string, expected: string, value: unknown): TypeError & { code: string } {
  const kind = name.includes('.') ? 'property' : 'argument';
  return nodeError('ERR_INVALID_ARG_TYPE', `The "${name}" ${kind} must be ${expected}.${received(value)}`, TypeError);
}

/** Runs `handler` from the top of the stack, where its errors reach `uncaughtException` and not our own callers. */
export function nextTick(handler: () => void): void {
  process.nextTick(handler);
}
