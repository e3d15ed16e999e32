const v4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

export function isIPv4(input: unknown): boolean {
  return v4.test(`${input as string}`);
}

export function isIPv6(input: unknown): boolean {
  const [address = '', zone, ...rest] = `${input as string}`.split('%');
  if (rest.length || zone === '') return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half ? half.split(':') : []));
  const all = groups.flat();
  let length = all.length;
  const last = all.at(-1);
  if (last?.includes('.')) {
    if (!isIPv4(last) || address.endsWith('::')) return false;
    all.pop();
    length++;
  }
  if (!all.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? length < 8 : length === 8;
}

/** 4, 6, or 0 for what is no address. */
export function isIP(input: unknown): 0 | 4 | 6 {
  if (isIPv4(input)) return 4;
  return isIPv6(input) ? 6 : 0;
}

/** A port from a number or a numeric string; throws what Node throws for others. */
export function portNumber(port: unknown, name: string): number {
  const number = typeof port === 'number' ? port : typeof port === 'string' && port.trim() ? Number(port) : NaN;
  if (Number.isInteger(number) && number >= 0 && number < 65536) return number;
  const shown = typeof port === 'string' ? `type string ('${port}')` : `type ${typeof port} (${String(port)})`;
  const error = new RangeError(`${name} should be >= 0 and < 65536. Received ${shown}.`);
  return raise(Object.assign(error, { code: 'ERR_SOCKET_BAD_PORT' }));
}

function raise(error: Error): never {
  throw error;
}
