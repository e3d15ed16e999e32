import { Buffer } from './buffer.ts';
import { percentEncode } from './percent.ts';

const PLAIN = /[A-Za-z0-9!'()*\-._~]/;

function escape(value: unknown): string {
  const text = typeof value === 'object' ? String(value) : typeof value === 'string' ? value : `${value as number}`;
  return percentEncode(text, PLAIN);
}

/** Bytes, with bad escapes left as they are. */
function unescapeBuffer(text: string, decodeSpaces = false): Buffer {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === '%' ? text.slice(i + 1, i + 3) : '';
    if (/^[\da-f]{2}$/i.test(hex)) {
      bytes.push(parseInt(hex, 16));
      i += 2;
    } else bytes.push(decodeSpaces && text[i] === '+' ? 32 : text.charCodeAt(i) & 255);
  }
  return Buffer.from(bytes);
}

/** Never throws. Goes through the module, so that programs may replace `unescapeBuffer`. */
function unescape(text: string, decodeSpaces = false): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return api.unescapeBuffer(text, decodeSpaces).toString();
  }
}

type Decode = (text: string) => string;
interface ParseOptions {
  maxKeys?: number;
  decodeURIComponent?: Decode;
}

function parse(text: unknown, separator?: string, equals?: string, options?: ParseOptions) {
  const result: Record<string, string | string[]> = Object.create(null);
  if (typeof text !== 'string' || text === '') return result;
  const { maxKeys, decodeURIComponent: own } = options ?? {};
  const most = typeof maxKeys === 'number' ? maxKeys : 1000;
  const decode = typeof own === 'function' ? own : api.unescape;
  const assign = equals ? String(equals) : '=';
  const pairs = text.split(separator ? String(separator) : '&').filter((pair) => pair !== '');
  for (const pair of most > 0 && Number.isFinite(most) ? pairs.slice(0, most) : pairs) {
    const at = pair.indexOf(assign);
    const [key, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + assign.length)];
    add(result, decoded(key, decode), decoded(value, decode));
  }
  return result;
}

/** A decoder of the program's own sees every part; the usual one only what is encoded. */
function decoded(part: string, decode: Decode): string {
  const plain = part.replaceAll('+', decode === unescape ? ' ' : '%20');
  if (plain === '' || (decode === unescape && !plain.includes('%'))) return plain;
  try {
    return decode(plain);
  } catch {
    return unescape(plain, true);
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

interface StringifyOptions {
  encodeURIComponent?: (text: string) => string;
}

function stringify(object: unknown, separator?: string, equals?: string, options?: StringifyOptions): string {
  if (object === null || typeof object !== 'object') return '';
  const own = options?.encodeURIComponent;
  const encode = typeof own === 'function' ? own : api.escape;
  // The usual encoder has nothing to do for short numbers and the like.
  const convert = (value: unknown) => {
    const text = primitive(value);
    return encode === escape && (text === '' || /^[\w.-]*$/.test(text)) ? text : encode(text);
  };
  return Object.entries(object)
    .flatMap(([key, value]) => {
      const name = convert(key) + (equals || '=');
      return (Array.isArray(value) ? value : [value]).map((each) => name + convert(each));
    })
    .join(separator || '&');
}

const api = { unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse };

export default api;
