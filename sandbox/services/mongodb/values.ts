import { Binary, Decimal128, Double, Int32, Long, ObjectId, Timestamp, type Document } from 'bson';

/** A document's own parts are plain; everything else is a value and never changed. */
export const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

export function clone<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(clone) as Value;
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, clone(part)])) as Value;
}

/** The name of a value's type, as `$type` and error texts use it. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof Int32) return 'int';
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'int' : 'double';
  if (value instanceof Double) return 'double';
  if (value instanceof Long || typeof value === 'bigint') return 'long';
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Date) return 'date';
  if (value instanceof Timestamp) return 'timestamp';
  if (value instanceof Binary || value instanceof Uint8Array) return 'binData';
  return value instanceof RegExp ? 'regex' : 'object';
}

export const isNumber = (value: unknown): boolean => ['int', 'long', 'double', 'decimal'].includes(typeName(value));

/** A value as error texts show it: `{ email: "a@b.c" }`, `ObjectId('…')`. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Decimal128) return `Decimal128("${value.toString()}")`;
  if (Array.isArray(value)) return value.length ? `[ ${value.map(show).join(', ')} ]` : '[]';
  if (!isPlain(value)) return String(value);
  const parts = Object.entries(value).map(([name, part]) => `${name}: ${show(part)}`);
  return parts.length ? `{ ${parts.join(', ')} }` : '{}';
}

/** The same text for values that an index takes for equal. */
export function keyOf(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (isNumber(value)) return `number ${String(value)}`;
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (Array.isArray(value)) return `[${value.map(keyOf).join(',')}]`;
  if (!isPlain(value)) return `${typeName(value)} ${value instanceof Binary ? value.toString('hex') : String(value)}`;
  return `{${Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}:${keyOf(part)}`).join(',')}}`; // prettier-ignore
}

/** What stands at a dotted path; arrays on the way are gone through, as an index does. */
export function at(document: unknown, path: string): unknown[] {
  let values: unknown[] = [document];
  for (const name of path.split('.')) {
    values = values.flatMap((value) => {
      if (Array.isArray(value) && !/^\d+$/.test(name))
        return value.map((item) => (isPlain(item) ? item[name] : undefined));
      return [(value as Document | undefined | null)?.[name] as unknown];
    });
  }
  return values;
}

/** What an index holds of a document for one path: every item of an array. */
export const indexed = (document: Document, path: string): unknown[] =>
  at(document, path).flatMap((value) => (Array.isArray(value) && value.length ? (value as unknown[]) : [value]));
