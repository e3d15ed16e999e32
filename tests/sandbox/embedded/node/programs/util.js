const util = require('util');

program('inspect: plain values', ({ log }) => {
  for (const value of [
    1,
    -0,
    1n,
    'a',
    "it's",
    'a\nb',
    `'"\``,
    true,
    null,
    undefined,
    Symbol('s'),
    NaN,
    [],
    {},
    [[]],
    [1, , 3],
    { a: 1, 'b-c': 2, [Symbol('k')]: 3 },
    () => {},
    function named() {},
    class A {},
    class B extends Array {},
    async () => {},
    function* g() {},
    /x/gi,
    new Date(0),
    new Date(NaN),
  ])
    log(util.inspect(value));
});
program('inspect: errors', ({ log }) => {
  const cut = (text) => text.replace(/\n +at .*/g, '');
  const error = Object.assign(new TypeError('bad'), { code: 'E_X', extra: { a: 1 } });
  log(
    cut(util.inspect(error)),
    cut(util.inspect(new Error('outer', { cause: new Error('inner') }))),
    cut(util.inspect(new AggregateError([new Error('1')], 'many'))),
  );
  class MyError extends Error {}
  log(
    cut(util.inspect(new MyError('m'))),
    cut(util.inspect(Object.assign(new Error('x'), { name: 'Renamed' }))),
    cut(util.inspect({ e: new RangeError('r') })),
  );
  const plain = new Error('no stack');
  plain.stack = undefined;
  log(util.inspect(plain));
});
program('inspect: collections', ({ log }) => {
  for (const value of [
    new Map([
      [1, { a: 2 }],
      ['x', new Map()],
    ]),
    new Set([1, [2]]),
    new WeakMap(),
    new WeakSet(),
    new Map().entries(),
    new Set([1]).values(),
    [1, 2][Symbol.iterator](),
    new Uint8Array(3),
    new Float64Array([1.5]),
    new ArrayBuffer(4),
    new DataView(new ArrayBuffer(2)),
    Promise.resolve(5),
    Promise.reject(new Error('x')).catch(() => {}) && new Promise(() => {}),
    new Proxy({ a: 1 }, {}),
    Object.create(null),
    Object.create({ a: 1 }),
    new (class Foo {
      constructor() {
        this.x = 1;
      }
    })(),
    Object.assign(() => {}, { p: 1 }),
    Object.assign([1], { k: 2 }),
    new String('s'),
    new Number(3),
    Object(1n),
    Object(Symbol('q')),
    (function () {
      return arguments;
    })(1, 2),
    globalThis.URL === URL && new URLSearchParams('a=1&b=2'),
  ])
    log(util.inspect(value));
});
program('inspect: deep, long, wide', ({ log }) => {
  log(
    util.inspect({ a: { b: { c: { d: 1 } } } }),
    util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: null }),
    util.inspect(Array.from({ length: 120 }, (_, i) => i)),
    util.inspect('x'.repeat(200)),
    util.inspect(['x'.repeat(50), 'y'.repeat(50)]),
  );
  log(
    util.inspect({
      long: 'a'.repeat(80),
      other: [1, 2, 3],
      third: { nested: true, list: ['aaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbbb', 'cccccccccccc'] },
    }),
  );
  log(
    util.inspect(Array.from({ length: 30 }, (_, i) => `item ${i}`)),
    util.inspect({ text: 'line 1\nline 2\nline 3' }),
  );
  const circular = { name: 'c' };
  circular.self = circular;
  circular.list = [circular];
  log(util.inspect(circular), util.inspect(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`k${i}`, i]))));
});
program('inspect: options', ({ log }) => {
  const value = {
    b: 1,
    a: [1, { c: new Date(0) }],
    get g() {
      return 5;
    },
    set s(v) {},
  };
  log(
    util.inspect(value, { sorted: true }),
    util.inspect(value, { compact: false }),
    util.inspect(value, { breakLength: 20 }),
    util.inspect(value, { colors: true }),
    util.inspect(value, { getters: true }),
    util.inspect([1, 2, 3], { maxArrayLength: 1 }),
    util.inspect('abcdef', { maxStringLength: 2 }),
    util.inspect(123456.789, { numericSeparator: true }),
    util.inspect([1], { showHidden: true }),
    util.inspect(value, false, 0, false),
  );
});
program('inspect: custom', ({ log }) => {
  class Money {
    constructor(n) {
      this.n = n;
    }
    [util.inspect.custom](depth, options, inspect) {
      return `Money<${inspect(this.n, options)}> ${depth}`;
    }
  }
  log(
    util.inspect(new Money(5)),
    util.inspect({ a: { m: new Money(6) } }),
    util.inspect({ [util.inspect.custom]: () => ({ other: 1 }) }),
    util.inspect(new (class extends Map {})([[1, 2]])),
    util.inspect(
      new (class Foo {
        get [Symbol.toStringTag]() {
          return 'bar';
        }
      })(),
    ),
  );
  log(util.inspect.custom, util.inspect.defaultOptions.depth);
});
program('inspect: web objects', ({ log }) => {
  log(
    util.inspect(new URL('http://a:b@c.d:1/e?f#g')),
    util.inspect(new URLSearchParams('a=1')),
    util.inspect(new AbortController().signal),
    util.inspect({ u: new URL('http://x') }, { depth: 0 }),
  );
});
program('format', ({ log }) => {
  log(
    util.format('%s %d %i %f %j %o %O %% %c x', 'a', '42', 3.9, '1.5', { a: 1 }, [1], { b: { c: {} } }, 'css'),
    util.format('%s', null, undefined, 5, { a: 1 }),
    util.format('a', 'b', { c: 1 }),
    util.format(1, 2),
    util.format('%s'),
    util.format('%d', 5n, '%s'),
    util.format('%s %s', Symbol('x'), () => 1),
    util.format('%s', -0),
    util.format('%x %s', 1),
    util.format('%s', new Error('e').message),
    util.format('%s', [1, [2]]),
    util.format('%s', class X {}),
    util.format('%j', { toJSON: () => 'J' }),
    util.format('%O', { a: { b: { c: { d: 1 } } } }),
    util.format('%i', 'x'),
    util.format('%s', new Date(0)),
    util.format('%s', Object.create(null)),
    util.format('%s', 'a', 'b'),
    util.format(),
  );
  const c = {};
  c.c = c;
  log(util.format('%j', c), util.formatWithOptions({ colors: true }, '%s %O', 'a', 1));
});
program('isDeepStrictEqual and types', ({ log }) => {
  log(
    util.isDeepStrictEqual({ a: [1, new Map([[1, { b: 2 }]])] }, { a: [1, new Map([[1, { b: 2 }]])] }),
    util.isDeepStrictEqual(-0, 0),
    util.isDeepStrictEqual([1], ['1']),
    util.isDeepStrictEqual(new Set([{ a: 1 }]), new Set([{ a: 1 }])),
  );
  log(
    util.types.isPromise(Promise.resolve()),
    util.types.isRegExp(/x/),
    util.types.isDate(new Date()),
    util.types.isNativeError(new TypeError()),
    util.types.isUint8Array(Buffer.alloc(1)),
    util.types.isAsyncFunction(async () => {}),
    util.types.isGeneratorFunction(function* () {}),
    util.types.isMap(new Map()),
    util.types.isBoxedPrimitive(Object(1)),
    util.types.isArrayBufferView(new DataView(new ArrayBuffer(1))),
    util.isArray([]),
    util.types.isAnyArrayBuffer(new ArrayBuffer(1)),
  );
  log(Object.keys(util.types).sort());
});
program('stripVTControlCharacters, styleText, toUSVString, aborted', async ({ log, attempt }) => {
  log(
    util.stripVTControlCharacters('\u001b[31mred\u001b[39m'),
    util.styleText('red', 'x', { validateStream: false }),
    util.styleText(['bold', 'underline'], 'y', { validateStream: false }),
    util.toUSVString('a\ud800'),
  );
  attempt(() => util.styleText('nocolor', 'x'));
  attempt(() => util.styleText('red', 5));
  attempt(() => util.stripVTControlCharacters(5));
});
program('parseArgs', ({ log, attempt }) => {
  log(
    util.parseArgs({
      args: ['-f', '--bar', 'b', 'pos'],
      options: { foo: { type: 'boolean', short: 'f' }, bar: { type: 'string' } },
      allowPositionals: true,
    }),
  );
  log(
    util.parseArgs({
      args: ['--a=1', '--a=2', '--no-c'],
      options: { a: { type: 'string', multiple: true }, c: { type: 'boolean' } },
      allowNegative: true,
    }),
    util.parseArgs({ args: ['--x'], strict: false }),
  );
  attempt(() => util.parseArgs({ args: ['--nope'], options: {} }));
  attempt(() => util.parseArgs({ args: ['pos'], options: {} }));
  attempt(() => util.parseArgs({ args: ['--bar'], options: { bar: { type: 'string' } } }));
  attempt(() => util.parseArgs({ args: ['--foo=1'], options: { foo: { type: 'boolean' } } }));
});
program('system errors, debuglog, mime', ({ log, attempt }) => {
  log(
    util.getSystemErrorName(-2),
    util.getSystemErrorMap().get(-2),
    util.getSystemErrorMessage?.(-13),
    util.debuglog('x').enabled,
  );
  attempt(() => util.getSystemErrorName(5));
  const mime = new util.MIMEType('text/html; charset=utf-8;q="a b"');
  log(mime.essence, mime.type, mime.subtype, mime.params.get('charset'), String(mime));
  attempt(() => new util.MIMEType('bad'));
  log(Object.keys(util).sort());
});
program('parseEnv, diff, promisify of multi values, TextDecoder', ({ log, attempt }) => {
  log(
    util.parseEnv('A=1\n# c\nB="x y"\nexport C=\'q\'\nD=a # b\nE="l1\nl2"'),
    util.TextDecoder === TextDecoder,
    util.TextEncoder === TextEncoder,
  );
  attempt(() => util.callbackify(5));
  attempt(() => util.deprecate(5));
  attempt(() => util.inherits());
  log(
    typeof util.getCallSites,
    typeof util.transferableAbortController,
    util.isDeepStrictEqual(new Date(0), new Date(0)),
  );
});
program('util: diff and exit codes of signals', ({ log, attempt }) => {
  const util = require('util');
  log(util.diff('kitten', 'sitting'), util.diff(['x', 'y', 'z'], ['y', 'q', 'z', 'z']), util.diff('same', 'same'));
  attempt(() => util.diff(1, 2));
  attempt(() => util.diff([1], ['a']));
  log(util.convertProcessSignalToExitCode('SIGTERM'), util.convertProcessSignalToExitCode('SIGINT'));
});
