/**
 * What Node's own tests ask of `test/common`, in a form that loads in Node and in the runtime alike: nothing here needs
 * child processes or V8's internals. Both get `place = { folder, temporary, skip(reason) }`.
 */
const noop = () => {};

/** Functions that must be called a number of times, and what became of them. */
function createCounters() {
  const expected = [];
  function counted(fn, criteria, field) {
    const [run, times] = typeof fn === 'number' ? [noop, fn] : [fn ?? noop, criteria ?? 1];
    const context = { [field]: times, actual: 0, name: run.name || '<anonymous>', where: new Error('made here').stack };
    expected.push(context);
    const wrapper = function (...args) {
      context.actual++;
      return run.apply(this, args);
    };
    Object.defineProperties(wrapper, {
      name: { value: run.name, configurable: true },
      length: { value: run.length, configurable: true },
    });
    return wrapper;
  }
  const count = ({ exact, minimum }) => (exact === undefined ? `at least ${minimum}` : `exactly ${exact}`);
  const missed = () =>
    expected
      .filter(({ exact, minimum, actual }) => (exact === undefined ? actual < minimum : actual !== exact))
      .map((context) => `${context.name}: expected ${count(context)}, was ${context.actual}\n${context.where}`);
  return { expected, counted, missed };
}

function createCalls(require, { counted }) {
  const assert = require('assert');
  const { inspect } = require('util');
  return {
    mustCall: (fn, exact) => counted(fn, exact, 'exact'),
    mustCallAtLeast: (fn, minimum) => counted(fn, minimum, 'minimum'),
    mustSucceed(fn, exact) {
      const succeed = function (error, ...args) {
        assert.ifError(error);
        return typeof fn === 'function' ? fn.apply(this, args) : undefined;
      };
      return counted(succeed, exact, 'exact');
    },
    mustNotCall: (message) =>
      function mustNotCall(...args) {
        const given = args.length ? ` with ${inspect(args)}` : '';
        assert.fail(`${message || 'function should not have been called'}${given}`);
      },
    expectsError(validator, exact) {
      const check = (...args) => {
        assert.strictEqual(args.length, 1);
        assert.throws(() => {
          throw args[0];
        }, validator);
        return true;
      };
      return counted(check, exact, 'exact');
    },
    mustNotMutateObjectDeep: (value) => value,
    invalidArgTypeHelper(input) {
      if (input == null) return ` Received ${input}`;
      if (typeof input === 'function') return ` Received function ${input.name}`;
      if (typeof input === 'object') {
        const { name } = input.constructor ?? {};
        return name ? ` Received an instance of ${name}` : ` Received ${inspect(input, { depth: -1 })}`;
      }
      const text = inspect(input, { colors: false });
      return ` Received type ${typeof input} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`;
    },
  };
}

/** Warnings come as `(name, text or [text, code] or list of these)` or as `{ name: … , …}`. */
function createWarnings(require, { expected }) {
  const assert = require('assert');
  const listOf = (wanted, code) => {
    if (typeof wanted === 'function') return wanted;
    if (!Array.isArray(wanted)) {
      return typeof wanted === 'object' ? Object.entries(wanted).map(([each, text]) => [text, each]) : [[wanted, code]];
    }
    return Array.isArray(wanted[0]) ? [...wanted] : [wanted];
  };
  const expectWarning = (name, wanted, code) => {
    const given = typeof name === 'object' ? Object.entries(name) : [[name, wanted]];
    const lists = new Map(given.map(([key, each]) => [key, listOf(each, code)]));
    const counts = new Map([...lists.keys()].map((key) => [key, { minimum: 1, actual: 0, name: `warning ${key}` }]));
    expected.push(...counts.values());
    require('process').on('warning', (warning) => {
      const list = lists.get(warning.name);
      if (!list) return;
      counts.get(warning.name).actual++;
      if (typeof list === 'function') return list(warning);
      const [text, itsCode] = list.shift() ?? [];
      if (text !== undefined) assert.strictEqual(warning.message, text);
      if (itsCode !== undefined) assert.strictEqual(warning.code, itsCode);
    });
  };
  return { expectWarning };
}

function createBytes(require) {
  const kinds = [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
    BigInt64Array, BigUint64Array, DataView,
  ]; // prettier-ignore
  const size = ({ BYTES_PER_ELEMENT = 1 }) => BYTES_PER_ELEMENT;
  const getArrayBufferViews = ({ buffer, byteOffset, byteLength }) =>
    kinds
      .filter((Kind) => byteLength % size(Kind) === 0)
      .map((Kind) => new Kind(buffer, byteOffset, byteLength / size(Kind)));
  return {
    getArrayBufferViews,
    getBufferSources: (buffer) => [...getArrayBufferViews(buffer), new Uint8Array(buffer).buffer],
    createZeroFilledFile: (path) => require('fs').writeFileSync(path, Buffer.alloc(10 * 1024 * 1024)),
  };
}

/** One Linux machine, without a terminal and without processes. */
const createFacts = ({ skip }) => ({
  platformTimeout: (ms) => ms,
  printSkipMessage: skip,
  skip,
  skipIf32Bits: noop,
  skipIfWorker: noop,
  skipIfDumbTerminal: noop,
  skipIfInspectorDisabled: () => skip('no inspector'),
  childShouldThrowAndAbort: () => skip('needs a child process'),
  allowGlobals: noop,
  runWithInvalidFD: (run) => run(1 << 20),
  getTTYfd: () => -1,
  canCreateSymLink: () => true,
  hasMultiLocalhost: () => false,
  isDumbTerminal: false, isPi: () => false, isMainThread: true, isLinux: true, isWindows: false, isOSX: false, isMacOS: false,
  isFreeBSD: false, isOpenBSD: false, isSunOS: false, isAIX: false, isIBMi: false, isAsan: false, isASan: false,
  hasCrypto: true, hasOpenSSL3: true, hasOpenSSL31: true, hasIntl: true, hasIPv6: true, hasQuic: false, hasFipsCrypto: false,
  opensslCli: false, enoughTestMem: true, enoughTestCpu: true, buildType: 'Release', checkoutEOL: '\n',
  localhostIPv4: '127.0.0.1', localIPv6Hosts: ['localhost'], PORT: 12346, PIPE: '/tmp/conformance.sock',
  defaultAutoSelectFamilyAttemptTimeout: 500,
}); // prettier-ignore

function createFolders(require, { folder, temporary }) {
  const { join, resolve } = require('path');
  const { pathToFileURL } = require('url');
  const fs = () => require('fs');
  const fixtures = {
    fixturesDir: `${folder}/fixtures`,
    path: (...args) => join(`${folder}/fixtures`, ...args),
    fileURL: (...args) => pathToFileURL(fixtures.path(...args)),
    readSync: (args, encoding) => fs().readFileSync(fixtures.path(...[].concat(args)), encoding),
    readKey: (name, encoding) => fs().readFileSync(fixtures.path('keys', name), encoding),
    utf8TestTextPath: `${folder}/fixtures/utf8_test_text.txt`,
    get utf8TestText() {
      return fixtures.readSync('utf8_test_text.txt', 'utf8');
    },
  };
  const tmpdir = {
    path: temporary,
    refresh() {
      fs().rmSync(temporary, { recursive: true, force: true });
      fs().mkdirSync(temporary, { recursive: true });
    },
    resolve: (...args) => resolve(temporary, ...args),
    fileURL: (...args) => pathToFileURL(resolve(`${temporary}/`, ...args)),
    hasEnoughSpace: () => true,
  };
  return { fixtures, tmpdir };
}

module.exports = (require, place) => {
  const counters = createCounters();
  const common = {
    ...createFacts(place),
    ...createCalls(require, counters),
    ...createWarnings(require, counters),
    ...createBytes(require),
  };
  const { fixtures, tmpdir } = createFolders(require, place);
  const modules = { 'common': common, 'common/index': common, 'common/index.js': common, 'common/fixtures': fixtures, 'common/tmpdir': tmpdir }; // prettier-ignore
  return { modules, missed: counters.missed };
};
