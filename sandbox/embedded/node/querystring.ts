/** Like encodeURIComponent, but throws Node's error for a lone surrogate. */
function escape(value: unknown): string {
  const text = typeof value === 'object' ? String(value) : `${value as string}`;
  try {
    return encodeURIComponent(text);
  } catch {
    throw Object.assign(new URIError('URI malformed'), { code: 'ERR_INVALID_URI' });
  }
}

function unescapeBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  const raw = new TextEncoder().encode(text);
  for (let i = 0; i < raw.length; i++) {
    const hex = raw[i] === 37 ? String.fromCharCode(raw[i + 1] ?? 0, raw[i + 2] ?? 0) : '';
    if (/^[\da-f]{2}$/i.test(hex)) {
      bytes.push(parseInt(hex, 16));
      i += 2;
    } else bytes.push(raw[i] as number);
  }
  return Uint8Array.from(bytes);
}

/** Never throws: bad escapes stay as they are. */
function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return new TextDecoder().decode(unescapeBytes(text));
  }
}

type Decode = (text: string) => string;

function parse(
  text: unknown,
  separator = '&',
  equals = '=',
  { maxKeys = 1000, decodeURIComponent: decode = api.unescape }: { maxKeys?: number; decodeURIComponent?: Decode } = {},
): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = Object.create(null);
  if (typeof text !== 'string' || text === '') return result;
  const pairs = text.split(separator || '&').filter((pair) => pair !== '');
  for (const pair of maxKeys > 0 ? pairs.slice(0, maxKeys) : pairs) {
    const plain = pair.replaceAll('+', ' ');
    const at = plain.indexOf(equals || '=');
    const [key, value] = at < 0 ? [plain, ''] : [plain.slice(0, at), plain.slice(at + (equals || '=').length)];
    add(result, safely(decode, key), safely(decode, value));
  }
  return result;
}

function safely(decode: Decode, text: string): string {
  try {
    return decode(text);
  } catch {
    return unescape(text);
  }
}

function add(result: Record<string, string | string[]>, key: string, value: string) {
  const before = result[key];
  if (before === undefined) result[key] = value;
  else if (Array.isArray(before)) before.push(value);
  else result[key] = [before, value];
}

function primitive(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : '';
}

function stringify(
  object: unknown,
  separator = '&',
  equals = '=',
  { encodeURIComponent: encode = api.escape }: { encodeURIComponent?: (text: string) => string } = {},
): string {
  if (object === null || typeof object !== 'object') return '';
  return Object.entries(object)
    .flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value]).map(
        (each) => `${encode(primitive(key))}${equals || '='}${encode(primitive(each))}`,
      ),
    )
    .join(separator || '&');
}

const api = {
  escape,
  unescape,
  unescapeBuffer: (text: string) => unescapeBytes(text),
  parse,
  stringify,
  encode: stringify,
  decode: parse,
};

export default api;
