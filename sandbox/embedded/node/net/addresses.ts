const v4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

export function isIPv4(input: unknown): boolean {
  return v4.test(`${input as string}`);
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const dotted = `${octet}(?:\\.${octet}){3}`;
const group = '[\\da-fA-F]{1,4}';
/** Each form by how many groups stand before the gap. */
const v6 = new RegExp(
  `^(?:(?:${group}:){7}(?:${group}|:)|` +
    `(?:${group}:){6}(?:${dotted}|:${group}|:)|` +
    `(?:${group}:){5}(?::${dotted}|(?::${group}){1,2}|:)|` +
    `(?:${group}:){4}(?:(?::${group}){0,1}:${dotted}|(?::${group}){1,3}|:)|` +
    `(?:${group}:){3}(?:(?::${group}){0,2}:${dotted}|(?::${group}){1,4}|:)|` +
    `(?:${group}:){2}(?:(?::${group}){0,3}:${dotted}|(?::${group}){1,5}|:)|` +
    `(?:${group}:){1}(?:(?::${group}){0,4}:${dotted}|(?::${group}){1,6}|:)|` +
    `(?::(?:(?::${group}){0,5}:${dotted}|(?::${group}){1,7}|:)))(?:%[0-9a-zA-Z-.:]{1,})?$`,
);

export function isIPv6(input: unknown): boolean {
  return v6.test(`${input as string}`);
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
  const shown =
    typeof port === 'string'
      ? `type string ('${port}')`
      : port === null
        ? 'null'
        : `type ${typeof port} (${String(port)})`;
  const error = new RangeError(`${name} should be >= 0 and < 65536. Received ${shown}.`);
  return raise(Object.assign(error, { code: 'ERR_SOCKET_BAD_PORT' }));
}

function raise(error: Error): never {
  throw error;
}
