/* oxlint-disable -- wrong code is what some of these are about */
// What Node's JavaScript has and a browser may lack.
const collect = async (iterable) => {
  const all = [];
  for await (const each of iterable) all.push(each);
  return all;
};

program('disposal: a stack', ({ log, attempt }) => {
  const order = [];
  const stack = new DisposableStack();
  log(stack.use({ [Symbol.dispose]: () => order.push('used') }) !== undefined, stack.use(null), stack.use(undefined));
  log(stack.adopt(5, (value) => order.push(value)));
  stack.defer(() => order.push('deferred'));
  const moved = stack.move();
  log(stack.disposed, moved.disposed, order);
  moved.dispose();
  moved.dispose();
  log(moved.disposed, order, moved[Symbol.dispose] === moved.dispose, Object.prototype.toString.call(moved));
  attempt(() => stack.defer(() => {}));
  attempt(() => new DisposableStack().defer(5));
});
program('disposal: an asynchronous stack', async ({ log }) => {
  const order = [];
  const stack = new AsyncDisposableStack();
  stack.use({ [Symbol.asyncDispose]: async () => void order.push('async') });
  stack.use({ [Symbol.dispose]: () => void order.push('sync') });
  stack.defer(async () => order.push('deferred'));
  await stack.disposeAsync();
  log(order, stack.disposed, Object.prototype.toString.call(stack));
});
program('disposal: errors on the way', async ({ log }) => {
  const fail = (text) => () => {
    throw new Error(text);
  };
  const stack = new DisposableStack();
  ['one', 'two', 'three'].forEach((text) => stack.defer(fail(text)));
  try {
    stack.dispose();
  } catch (error) {
    log(error instanceof SuppressedError, error instanceof Error, error.name);
    log(error.error.message, error.suppressed.error.message, error.suppressed.suppressed.message);
  }
  const made = new SuppressedError('a', 'b', 'words');
  log(made.error, made.suppressed, made.message, Object.keys(made), String(made));
});
program('disposal: symbols', async ({ log }) => {
  log(Symbol.dispose.toString(), Symbol.asyncDispose.toString(), Symbol.keyFor(Symbol.dispose));
  const ended = [];
  function* count() {
    try {
      yield 1;
    } finally {
      ended.push('sync');
    }
  }
  const counting = count();
  counting.next();
  counting[Symbol.dispose]();
  log(ended, typeof (async function* () {})()[Symbol.asyncDispose]);
  const timer = setTimeout(() => log('never'), 1);
  timer[Symbol.dispose]();
});
program('disposal: servers and streams', async ({ log }) => {
  const http = require('http');
  const { Readable } = require('stream');
  const server = http.createServer().listen(0);
  await server[Symbol.asyncDispose]();
  const source = Readable.from(['a']);
  source.on('error', () => {});
  await source[Symbol.asyncDispose]();
  log(server.listening, source.destroyed);
});
program('iterators: helpers', ({ log, attempt }) => {
  const numbers = () => [1, 2, 3, 4].values();
  log(numbers().map((each) => each * 2).filter((each) => each > 2).take(2).toArray());
  log(numbers().drop(2).toArray(), numbers().some((each) => each > 3), numbers().every(Boolean), numbers().find((each) => each > 1));
  log(numbers().reduce((sum, each) => sum + each), numbers().flatMap((each) => [each, each]).toArray());
  log(Iterator.from({ next: () => ({ done: true }) }).toArray(), typeof Iterator.prototype.map);
  attempt(() => numbers().take(-1));
}); // prettier-ignore
program('collections: sets, groups, copies', ({ log }) => {
  const [a, b] = [new Set([1, 2, 3]), new Set([3, 4])];
  log(a.union(b), a.intersection(b), a.difference(b), a.symmetricDifference(b), a.isSubsetOf(b), a.isDisjointFrom(b));
  log(Object.groupBy([1, 2, 3], (each) => (each % 2 ? 'odd' : 'even')), Map.groupBy([1, 2], (each) => each % 2));
  log([3, 1, 2].toSorted(), [1, 2].toReversed(), [1, 2, 3].toSpliced(1, 1), [1, 2].with(0, 9), [1, 2, 3].findLast((each) => each < 3), [1].at(-1));
  log(new Uint8Array([3, 1]).toSorted(), structuredClone(new Map([[1, { a: [new Date(0)] }]])));
}); // prettier-ignore
program('promises: try, withResolvers, any', async ({ log }) => {
  log(await Promise.try((a) => a + 1, 2));
  log(await Promise.try(() => { throw new Error('sync'); }).catch((error) => error.message));
  const { promise, resolve } = Promise.withResolvers();
  resolve('later');
  log(await promise, await Promise.any([Promise.reject(1), 2]), await Promise.allSettled([Promise.reject(new Error('x'))]));
  log(await Promise.any([]).catch((error) => [error.name, error.message, error.errors]));
}); // prettier-ignore
program('arrays: fromAsync', async ({ log }) => {
  log(await Array.fromAsync([Promise.resolve(1), 2], (each) => each * 2));
  log(await Array.fromAsync((async function* () { yield 'a'; })()));
}); // prettier-ignore
program('text: escape, well-formed, normalised, flags', ({ log }) => {
  log(
    RegExp.escape('a.b*c'),
    'a\ud800'.isWellFormed(),
    'a\ud800'.toWellFormed(),
    'abc'.at(-1),
    'aXbX'.replaceAll('X', '-'),
  );
  log(
    '2024-05'.match(/(?<year>\d+)-(?<month>\d+)/).groups.year,
    /[\p{L}--[a-z]]/v.test('a'),
    /(?<=a)b/.exec('ab').index,
  );
  log(/a(?<n>b)/d.exec('ab').indices.groups.n, /(?i:A)b/.test('ab'));
});
program('numbers and bytes', ({ log }) => {
  log(Math.f16round(1.1), new Float16Array([1.1])[0], (1e21).toLocaleString('en'));
  log(new ArrayBuffer(8, { maxByteLength: 16 }).resizable, new Uint8Array([1, 2]).buffer.transfer(4).byteLength);
  log((1234.5).toLocaleString('de'), new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' }).format(12.5));
  log(new Date(0).toLocaleString('en-GB', { timeZone: 'UTC' }), new Intl.ListFormat('en').format(['a', 'b', 'c']));
  log(new Intl.PluralRules('en', { type: 'ordinal' }).select(2), ['b', 'a', 'C'].sort(new Intl.Collator('en').compare));
  log(new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-1, 'day'), 'I'.toLocaleLowerCase('tr'));
});
program('errors: isError, cause, AggregateError', ({ log }) => {
  log(Error.isError(new TypeError('x')), Error.isError({ name: 'Error' }), Error.isError(new DOMException('x')));
  log(new Error('outer', { cause: 5 }).cause, new AggregateError([1], 'all').errors, 'cause' in new Error('x'));
});
program('errors: the words of common mistakes', ({ attempt }) => {
  const empty = {};
  const nothing = undefined;
  const list = null;
  attempt(() => nothing.name);
  attempt(() => list[0]);
  attempt(() => (nothing.name = 1));
  attempt(() => empty.run());
  attempt(() => empty.a.b.c);
  attempt(() => empty.deep.run());
  attempt(() => missing);
  attempt(() => new empty());
  attempt(() => new (class A { #x; static test(o) { return o.#x; } }).constructor.test({}));
  attempt(() => { const { a } = nothing; return a; });
  attempt(() => { const [a] = nothing; return a; });
  attempt(() => { const [a] = 5; return a; });
  attempt(() => { for (const each of 5) void each; });
  attempt(() => [...nothing]);
  attempt(() => Math.max(...5));
  attempt(() => { const x = 1; x = 2; });
  attempt(() => { before; let before = 1; });
  attempt(() => 'x' in 'text');
  attempt(() => 1 instanceof 5);
  attempt(() => BigInt(1.5));
  attempt(() => 1n + 1);
  attempt(() => BigInt('x'));
  attempt(() => new Array(-1));
  attempt(() => (1).toFixed(101));
  attempt(() => 'x'.repeat(-1));
  attempt(() => Symbol() + '');
  attempt(() => JSON.parse('{"a": }'));
  attempt(() => JSON.parse(''));
  attempt(() => decodeURIComponent('%'));
  attempt(() => new Date(NaN).toISOString());
  attempt(() => Object.defineProperty(Object.freeze({}), 'a', { value: 1 }));
  attempt(() => { 'use strict'; Object.freeze([1]).push(2); });
  attempt(() => { 'use strict'; Object.freeze({ a: 1 }).a = 2; });
  attempt(() => { 'use strict'; delete Object.freeze({ a: 1 }).a; });
  attempt(() => [].reduce((a) => a));
  attempt(() => class A extends 5 {});
  attempt(() => (class A { constructor() { this.x; } })());
  attempt(() => new (class B extends Object { constructor() { this.x = 1; } })());
  attempt(() => null.x());
  attempt(() => Object.setPrototypeOf({}, 5));
  attempt(() => Object.create(5));
  attempt(() => Reflect.ownKeys(5));
  attempt(() => new Map([1]));
  attempt(() => new Set(5));
  attempt(() => new WeakMap().set(1, 2));
  attempt(() => new Proxy({}, null));
  attempt(() => Promise.resolve.call(5));
  attempt(() => new Promise());
  attempt(() => Promise());
  attempt(() => new Intl.NumberFormat('en', { style: 'currency' }));
  attempt(() => new RegExp('['));
  attempt(() => new RegExp('a', 'zz'));
  attempt(() => 'a'.normalize('x'));
  attempt(() => structuredClone(() => {}));
  attempt(() => atob('%'));
  attempt(() => btoa('é€'));
  attempt(() => new Uint8Array(-1));
  attempt(() => new ArrayBuffer(-1));
  attempt(() => new DataView(new ArrayBuffer(1)).getInt32(0));
  attempt(() => [].at.call(null));
  attempt(() => Object.entries(null));
  attempt(() => Object.assign(null));
  attempt(() => String.fromCodePoint(-1));
  attempt(() => (function f() { return f(); })());
  attempt(() => JSON.stringify({ big: 1n }));
  attempt(() => new Function('return ]'));
}); // prettier-ignore
program('async iteration of streams', async ({ log }) => {
  log(await collect(ReadableStream.from(['a', Promise.resolve('b')])), await collect(ReadableStream.from((async function* () { yield 1; })())));
  const seen = [];
  for await (const each of ReadableStream.from([1, 2, 3])) {
    seen.push(each);
    if (each === 2) break;
  }
  log(seen);
  log(await collect(new Blob(['ab']).stream().pipeThrough(new TextDecoderStream())));
}); // prettier-ignore
