/**
 * Notices when learner code changed the grader, or what the grader stands on, instead of passing it. Not a defence
 * against malice (the learner owns the browser), but no report of `passed` may come from a broken `expect`, and
 * whoever broke it by accident, with a polyfill say, reads what it was.
 */

/** What of Vitest is watched. */
export interface Grader {
  expect: Expect;
  chai: { Assertion: { prototype: object } };
  /** Makes the `expect` of one test, and registers some matchers again as it does so. */
  createExpect(): unknown;
  test: object;
  describe: object;
  vi: object & { isMockFunction(value: unknown): boolean };
}

type Expect = object & ((value: unknown) => Assertion);
type Assertion = Record<string, (...expected: unknown[]) => void> & { not: Assertion };

interface Watched {
  owner: object;
  name: string;
  prototype: object | null;
  keys: PropertyKey[];
  before: (PropertyDescriptor | undefined)[];
  /** Adding something is as bad as replacing something. */
  closed: boolean;
}

// Taken before any file of the exercise is imported. What checks must not call what it checks.
const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys, apply } = Reflect;
const { hasOwn } = Object;
const { toString } = Symbol.prototype;

/** On what the engine itself replaces while a program runs. */
const ours = Symbol.for('engine-room.own-patch');

export interface Watch {
  /** A sentence for the learner when something was changed; undefined otherwise. To ask when the suites have ended. */
  check(): string | undefined;
  /** The same while they run: what a suite may replace for a while (`vi.stubGlobal`, fake timers, spies) is let be. */
  checkEarly(): string | undefined;
}

export function watchTampering(grader: Grader): Watch {
  const watched = [...natives(), ...parts(grader)];
  const isSpy = grader.vi.isMockFunction;
  const look = (early: boolean): string | undefined => {
    for (let index = 0; index < watched.length; index++) {
      const changed = changeOf(watched[index]!, early ? isSpy : undefined);
      if (changed !== undefined) return changed;
    }
    return undefined;
  };
  return {
    checkEarly: () => look(true),
    check: () => look(false) ?? (believes(grader.expect) ? advice('changes how `expect` compares') : undefined),
  };
}

/** Called with every `vi.mock`: only the suite may replace modules. */
export function watchMocks(isSuite: (file: string) => boolean, tell: (tampered: string) => void): void {
  const mocker = (globalThis as { __vitest_mocker__?: Record<string, unknown> }).__vitest_mocker__;
  const queueMock = mocker?.['queueMock'] as ((...args: [string, string, unknown]) => void) | undefined;
  if (!mocker || !queueMock) return;
  mocker['queueMock'] = (id: string, importer: string, factory: unknown) => {
    const path = importer.replace(/\?.*$/, '');
    if (path && !isSuite(path)) {
      const file = path.slice(path.lastIndexOf('/') + 1);
      tell(advice(`replaces the module \`${id}\` with \`vi.mock\` (in ${file}), which only the tests may do`));
    }
    queueMock.call(mocker, id, importer, factory);
  };
}

/** A test's own verdict, as Vitest hands it to a runner. */
interface Verdict {
  name: string;
  fails?: boolean | undefined;
  result?: { state: string } | undefined;
}

/** Holds what a test came to before the hooks after it, which could change it. */
export function watchVerdicts(tell: (tampered: string) => void) {
  const expected = new Map<Verdict, boolean>();
  const failed = new Map<Verdict, boolean>();
  return {
    begin: (test: Verdict) => void expected.set(test, Boolean(test.fails)),
    tried: (test: Verdict) => void failed.set(test, test.result?.state === 'fail'),
    end(test: Verdict): void {
      const fails = expected.get(test) ?? Boolean(test.fails);
      const turned = !fails && failed.get(test) === true && test.result?.state === 'pass';
      if (fails !== Boolean(test.fails) || turned) tell(advice(`changes the result of the test “${test.name}”`));
    },
  };
}

function natives(): Watched[] {
  const list: Watched[] = [];
  const scope = globalThis as unknown as Record<string, unknown>;
  list.push(watch('globalThis', globalThis, names));
  for (const name of names) {
    const value = scope[name];
    if ((typeof value !== 'function' && typeof value !== 'object') || value === null || name === 'globalThis') continue;
    list.push(watch(name, value));
    const prototype = (value as { prototype?: object }).prototype;
    if (prototype) list.push(watch(`${name}.prototype`, prototype, undefined, name === 'Object'));
  }
  const iterators = { 'an array iterator': [][Symbol.iterator](), 'a generator': (function* () {})() };
  for (const [name, one] of Object.entries(iterators)) list.push(watch(name, getPrototypeOf(one)!));
  return list;
}

/** What no suite has a reason to replace, not even for a while. */
function isBasic(key: PropertyKey | undefined): boolean {
  return key === 'globalThis' || key === 'Object' || key === 'Function' || key === 'Array' || key === 'Promise' || key === 'JSON' || key === 'Reflect' || key === 'Symbol' || key === 'Error' || key === 'Map' || key === 'Set'; // prettier-ignore
}

/** Reading any of these runs nothing in Node, where others are loaded when they are first read. */
const names = [
  'globalThis', 'Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Math', 'JSON',
  'Reflect', 'Proxy', 'Promise', 'RegExp', 'Date', 'Error', 'TypeError', 'RangeError', 'SyntaxError', 'Map', 'Set',
  'WeakMap', 'WeakSet', 'Uint8Array', 'ArrayBuffer', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval',
  'setImmediate', 'clearImmediate', 'queueMicrotask', 'structuredClone', 'fetch', 'URL', 'Buffer', 'isNaN', 'parseInt',
  'parseFloat', 'eval',
]; // prettier-ignore

/** A program may choose its own chance and its own stacks: no verdict hangs on them. */
const free = new Set<PropertyKey>(['random', 'stackTraceLimit', 'prepareStackTrace', 'captureStackTrace', 'should']);

const parts = (grader: Grader): Watched[] => [
  watch('expect', grader.expect),
  matchers(grader),
  watch('test', grader.test),
  watch('describe', grader.describe),
  watch('vi', grader.vi),
];

function matchers({ chai, createExpect }: Grader): Watched {
  const { prototype } = chai.Assertion;
  const before = watch('', prototype);
  createExpect();
  const stay = before.keys.filter(
    (key, index) => before.before[index]?.value === getOwnPropertyDescriptor(prototype, key)?.value,
  );
  return watch("expect's matchers", prototype, stay);
}

function watch(name: string, owner: object, only?: PropertyKey[], closed = false): Watched {
  const keys = (only ?? ownKeys(owner)).filter((key) => !free.has(key));
  const before = keys.map((key) => getOwnPropertyDescriptor(owner, key));
  return { owner, name, prototype: getPrototypeOf(owner), keys, before, closed };
}

function changeOf(watched: Watched, isSpy?: (value: unknown) => boolean): string | undefined {
  const { owner, name, prototype, keys, before, closed } = watched;
  if (getPrototypeOf(owner) !== prototype) return advice(`replaces what \`${name}\` inherits from`);
  for (let index = 0; index < keys.length; index++) {
    if (isSpy && owner === globalThis && !isBasic(keys[index])) continue;
    const now = getOwnPropertyDescriptor(owner, keys[index]!);
    const was = before[index];
    if (now?.value === was?.value && now?.get === was?.get && now?.set === was?.set) continue;
    if (now?.value !== now?.value && was?.value !== was?.value) continue;
    if (typeof now?.value === 'function' && (hasOwn(now.value, ours) || isSpy?.(now.value))) continue;
    return advice(`${now ? 'replaces' : 'removes'} \`${full(name, keys[index]!)}\``);
  }
  if (!closed) return undefined;
  const added = ownKeys(owner);
  for (let index = 0; index < added.length; index++) {
    const key = added[index]!;
    if (key !== 'should' && !known(keys, key))
      return advice(`adds \`${full(name, key)}\`, which every object then has`);
  }
  return undefined;
}

function known(keys: PropertyKey[], key: PropertyKey): boolean {
  for (let index = 0; index < keys.length; index++) if (keys[index] === key) return true;
  return false;
}

function full(name: string, key: PropertyKey): string {
  if (name === 'globalThis') return key as string;
  return name + (typeof key === 'symbol' ? `[${apply(toString, key, [])}]` : `.${key as string}`);
}

/** Whether `expect` takes something false for true. */
function believes(expect: Expect): boolean {
  for (let index = 0; index < falsehoods.length; index++) if (holds(expect, falsehoods[index]!)) return true;
  return false;
}

const falsehoods: ((expect: Expect) => void)[] = [
  (expect) => expect(1)['toBe']!(2),
  (expect) => expect(1).not['toBe']!(1),
  (expect) => expect({ a: 1 })['toEqual']!({ a: 2 }),
  (expect) => expect({ a: 1 }).not['toEqual']!({ a: 1 }),
  (expect) => expect([1])['toEqual']!([2]),
  (expect) => expect({ a: [1, { b: 'x' }] })['toStrictEqual']!({ a: [1, { b: 'y' }] }),
  (expect) => expect({ a: 1 })['toMatchObject']!({ a: 2 }),
  (expect) => expect('abc')['toMatch']!(/x/),
  (expect) => expect([1])['toContain']!(2),
  (expect) => expect([1])['toHaveLength']!(2),
  (expect) => expect({ a: 1 })['toHaveProperty']!('a', 2),
  (expect) => expect(undefined)['toBeDefined']!(),
  (expect) => expect(0)['toBeTruthy']!(),
  (expect) => expect(1)['toBeGreaterThan']!(2),
  (expect) => expect(() => {})['toThrow']!(),
  (expect) => expect(1)['toSatisfy']!(() => false),
  (expect) => expect(1)['toBeOneOf']!([2]),
  (expect) => expect(new Map([[1, 2]]))['toEqual']!(new Map([[1, 3]])),
  (expect) => expect(new Date(0))['toEqual']!(new Date(1)),
  (expect) => expect(new Error('a'))['toEqual']!(new Error('b')),
];

function holds(expect: Expect, falsehood: (expect: Expect) => void): boolean {
  try {
    falsehood(expect);
    return true;
  } catch {
    return false;
  }
}

const advice = (what: string) =>
  `Your code ${what}, so the tests can no longer tell right from wrong and nothing was graded. It may be an accident, a polyfill for example. Take that line out and run again.`;
