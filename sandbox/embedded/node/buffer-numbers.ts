import { invalidArgType, nodeError, outOfRange } from './errors.ts';

type Method = (this: Uint8Array, ...args: any[]) => unknown;
type Prototype = Record<string | symbol, any>;

const KIND = /^(read|write)(U?[Ii]nt|BigU?[Ii]nt|Float|Double)(8|16|32|64)?(LE|BE)?$/;

/** Node checks offsets and values first, and says with a code what is wrong with them. */
export function mendNumbers(prototype: Prototype): void {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const [, action, type, bits, order] = KIND.exec(name) ?? [];
    if (!action || !type) continue;
    const original = prototype[name] as Method;
    const variable = /int/i.test(type) && !bits;
    const size = type === 'Float' ? 4 : type === 'Double' ? 8 : Number(bits) / 8;
    if (variable && !order) continue;
    const limits = (bytes: number) => range(type, bytes);
    const method: Method =
      action === 'read'
        ? function (offset: unknown = variable ? undefined : 0, count?: unknown) {
            const bytes = variable ? byteCount(count) : size;
            checkOffset(this, offset, bytes);
            return variable ? original.call(this, offset, bytes) : original.call(this, offset);
          }
        : function (value: unknown, offset: unknown = variable ? undefined : 0, count?: unknown) {
            const bytes = variable ? byteCount(count) : size;
            checkValue(value, limits(bytes), bytes);
            checkOffset(this, offset, bytes);
            return variable ? original.call(this, value, offset, bytes) : original.call(this, value, offset);
          };
    Object.defineProperty(method, 'name', { value: name });
    prototype[name] = method;
  }
}

type Range = [min: number | bigint, max: number | bigint] | undefined;

function range(type: string, bytes: number): Range {
  if (type === 'Float' || type === 'Double') return undefined;
  const unsigned = /U/.test(type);
  if (type.startsWith('Big')) return unsigned ? [0n, 2n ** 64n - 1n] : [-(2n ** 63n), 2n ** 63n - 1n];
  return unsigned ? [0, 2 ** (bytes * 8) - 1] : [-(2 ** (bytes * 8 - 1)), 2 ** (bytes * 8 - 1) - 1];
}

function checkValue(value: unknown, limits: Range, bytes: number) {
  if (!limits) return;
  const [min, max] = limits;
  const number = typeof min === 'bigint' ? (value as bigint) : Number(value);
  if (!(number > max || number < min)) return;
  const n = typeof min === 'bigint' ? 'n' : '';
  const bits = `2${n} ** ${bytes * 8 - (Number(min) === 0 ? 0 : 1)}${n}`;
  let text = `>= ${min}${n} and <= ${max}${n}`;
  if (bytes > 4) text = Number(min) === 0 ? `>= 0${n} and < ${bits}` : `>= -(${bits}) and < ${bits}`;
  throw outOfRange('value', text, number);
}

function checkOffset(bytes: Uint8Array, offset: unknown, size: number) {
  if (typeof offset !== 'number') throw invalidArgType('offset', 'number', offset);
  const last = bytes.length - size;
  if (offset >= 0 && offset <= last && Number.isInteger(offset)) return;
  if (!Number.isInteger(offset)) throw outOfRange('offset', 'an integer', offset);
  if (last < 0) {
    throw nodeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
  }
  throw outOfRange('offset', `>= 0 and <= ${last}`, offset);
}

function byteCount(count: unknown): number {
  if (typeof count !== 'number') throw invalidArgType('byteLength', 'number', count);
  if (!Number.isInteger(count)) throw outOfRange('byteLength', 'an integer', count);
  if (count < 1 || count > 6) throw outOfRange('byteLength', '>= 1 and <= 6', count);
  return count;
}
