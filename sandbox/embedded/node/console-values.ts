import inspection from 'node-inspect-extracted';
import type { PrintedValue } from '../../types.ts';

const tools = inspection as unknown as typeof import('node:util');

/** Enough to look into what was printed, too little to make printing slow: of one call, and of all together. */
const most = { depth: 5, entries: 50, nodes: 400, text: 200, calls: 500, allNodes: 20_000 };

const leafOptions = { depth: 0, customInspect: false, getters: false, breakLength: Infinity, maxStringLength: 200 };

/**
 * Copies the objects among what is printed, so that a page can unfold them later as they were at that moment.
 * Calls no getter, and nothing of the program's own but a Proxy's traps, which printing calls as well.
 */
export function createPrinter(): (args: unknown[]) => PrintedValue[] | undefined {
  const { calls, allNodes, nodes } = most;
  const spent = { calls: 0, nodes: 0 };
  return (args) => {
    if (spent.calls >= calls || spent.nodes >= allNodes || !args.some(isObject)) return undefined;
    spent.calls += 1;
    const budget = { left: nodes };
    try {
      const values = args.filter(isObject).map((value) => copy(value, budget, []));
      const unfolding = values.filter(({ entries }) => entries?.length);
      return unfolding.length ? unfolding : undefined;
    } catch {
      // A trap that throws, or a built-in that the program has replaced: the text alone has to do.
      return undefined;
    } finally {
      spent.nodes += nodes - budget.left;
    }
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

interface Budget {
  left: number;
}

function copy(value: unknown, budget: Budget, above: object[]): PrintedValue {
  budget.left -= 1;
  if (!isObject(value) || isLeaf(value)) return { text: leaf(value) };
  if (above.includes(value)) return { text: '[Circular]' };
  const { label, entries, size } = read(value);
  if (above.length >= most.depth) return { text: size ? `[${label}]` : label };
  const inside = [...above, value];
  const copied: [string, PrintedValue][] = [];
  for (const [key, get] of entries) {
    if (copied.length >= most.entries || budget.left <= 0) break;
    copied.push([key.slice(0, most.text), copyEntry(get, budget, inside)]);
  }
  const more = size - copied.length;
  return { text: label, entries: copied, ...(more > 0 && { more }) };
}

type Entry = [key: string, get: { value: unknown } | { text: string }];

function copyEntry(get: Entry[1], budget: Budget, above: object[]): PrintedValue {
  if ('value' in get) return copy(get.value, budget, above);
  budget.left -= 1;
  return get;
}

const isLeaf = (value: object) => value instanceof Date || value instanceof RegExp || value instanceof Promise;

function leaf(value: unknown): string {
  const text = tools.inspect(value, leafOptions);
  return text.length > most.text * 2 ? `${text.slice(0, most.text * 2)}…` : text;
}

/** What an object is called, how much is in it, and its first entries. */
function read(value: object): { label: string; entries: Iterable<Entry>; size: number } {
  const name = className(value);
  if (value instanceof Map) {
    return { label: `${name}(${value.size})`, size: value.size, entries: mapEntries(value) };
  }
  if (value instanceof Set) {
    return { label: `${name}(${value.size})`, size: value.size, entries: setEntries(value) };
  }
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    const list = value as ArrayLike<unknown>;
    return { label: `${name}(${list.length})`, size: list.length, entries: items(list) };
  }
  const keys = Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
  if (!(value instanceof Error)) return { label: name, size: keys.length, entries: properties(value, keys) };
  const all = keys.includes('cause') || !Object.hasOwn(value, 'cause') ? keys : [...keys, 'cause'];
  return { label: leafOfError(value), size: all.length, entries: properties(value, all) };
}

function leafOfError(error: Error): string {
  const message = Object.getOwnPropertyDescriptor(error, 'message')?.value as unknown;
  const name = className(error);
  return typeof message === 'string' && message ? `${name}: ${message.slice(0, most.text)}` : name;
}

function* properties(value: object, keys: PropertyKey[]): Iterable<Entry> {
  for (const key of keys) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    const accessor = property?.get ? (property.set ? '[Getter/Setter]' : '[Getter]') : '[Setter]';
    yield [String(key), property && 'value' in property ? { value: property.value as unknown } : { text: accessor }];
  }
}

/** By index: a list may hold millions. */
function* items(list: ArrayLike<unknown>): Iterable<Entry> {
  for (let index = 0; index < list.length; index++) {
    if (Object.hasOwn(list, index)) yield* properties(list, [String(index)]);
    else yield [String(index), { text: '<empty>' }];
  }
}

function* mapEntries(map: Map<unknown, unknown>): Iterable<Entry> {
  for (const [key, value] of map) yield [isObject(key) ? className(key) : leaf(key), { value }];
}

function* setEntries(set: Set<unknown>): Iterable<Entry> {
  let index = 0;
  for (const value of set) yield [String(index++), { value }];
}

function className(value: object): string {
  for (let object: object | null = value; object; object = Object.getPrototypeOf(object) as object | null) {
    const made = Object.getOwnPropertyDescriptor(object, 'constructor')?.value as unknown;
    if (typeof made === 'function' && made.name) return String(made.name).slice(0, most.text);
  }
  return '[Object: null prototype]';
}
