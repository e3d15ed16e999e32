import { invalidArgType, nodeError, outOfRange } from './errors.ts';

type Method = (this: Uint8Array, ...args: any[]) => any;
type Prototype = Record<string | symbol, any>;

const BYTES = ['Buffer', 'Uint8Array'];
const wide = (max: number) => `>= 0 && <= ${max}`;

function checkNumber(name: string, value: unknown, max: number) {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  if (!(value >= 0 && value <= max)) throw outOfRange(name, wide(max), value);
}

/** Arguments that the `buffer` package takes silently or refuses in other words than Node. */
export function checkMethods(prototype: Prototype): void {
  checkWriting(prototype);
  checkComparing(prototype);
  for (const bits of [16, 32, 64]) {
    const swap = prototype[`swap${bits}`] as Method;
    prototype[`swap${bits}`] = function (this: Uint8Array) {
      if ((this.length * 8) % bits === 0) return swap.call(this);
      throw nodeError(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${bits}-bits`);
    };
  }
}

function checkWriting(prototype: Prototype) {
  const { fill, write, copy } = prototype as Record<'fill' | 'write' | 'copy', Method>;
  prototype['fill'] = function (this: Uint8Array, value: unknown, ...rest: unknown[]) {
    const [start, end] = rest;
    if (typeof start !== 'string' && start !== undefined) {
      checkNumber('offset', start, Number.MAX_SAFE_INTEGER);
      if (end !== undefined && typeof end !== 'string') checkNumber('end', end, this.length);
    }
    try {
      return fill.call(this, value, ...rest);
    } catch (error) {
      if (!(error instanceof TypeError) || !/is invalid for argument/.test(error.message)) throw error;
      const shown = typeof value === 'string' ? `'${value}'` : '[]';
      throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'value' is invalid. Received ${shown}`);
    }
  };
  prototype['write'] = function (this: Uint8Array, value: unknown, ...rest: unknown[]) {
    if (typeof value !== 'string') throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
    const [offset, length] = rest;
    if (typeof offset === 'number') {
      checkNumber('offset', offset, this.length);
      if (typeof length === 'number') checkNumber('length', length, this.length - offset);
    }
    return write.call(this, value, ...rest);
  };
  prototype['copy'] = function (this: Uint8Array, target: unknown, ...rest: unknown[]) {
    if (!(target instanceof Uint8Array)) throw invalidArgType('target', BYTES, target);
    return copy.call(this, target, ...rest);
  };
}

function checkComparing(prototype: Prototype) {
  const { compare, indexOf } = prototype as Record<'compare' | 'indexOf', Method>;
  prototype['compare'] = function (this: Uint8Array, target: unknown, ...rest: unknown[]) {
    if (!(target instanceof Uint8Array)) throw invalidArgType('target', BYTES, target);
    return compare.call(this, target, ...rest);
  };
  prototype['indexOf'] = function (this: Uint8Array, value: unknown, at?: unknown, encoding?: unknown) {
    if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof Uint8Array)) {
      throw invalidArgType('value', ['number', 'string', ...BYTES], value);
    }
    if (typeof value !== 'number' && value.length === 0) {
      const start = Number(typeof at === 'number' ? at : 0);
      return Math.min(start < 0 ? Math.max(0, this.length + start) : start, this.length);
    }
    return indexOf.call(this, value, at, encoding);
  };
}
