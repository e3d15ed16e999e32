const assert = require('assert');
const cut = (error) => ({
  name: error.name,
  code: error.code,
  message: error.message,
  actual: error.actual,
  expected: error.expected,
  operator: error.operator,
  generated: error.generatedMessage,
});
const fails = (log, action) => {
  try {
    log(action());
  } catch (error) {
    log(cut(error));
  }
};

program('assert: equal and strictEqual', ({ log }) => {
  fails(log, () => assert.strictEqual(1, 2));
  fails(log, () => assert.strictEqual('a', 'b'));
  fails(log, () => assert.strictEqual(1, '1'));
  fails(log, () => assert.strictEqual(1, 2, 'mine'));
  fails(log, () => assert.strictEqual(NaN, NaN));
  fails(log, () => assert.equal(1, '1'));
  fails(log, () => assert.equal(1, 2));
  fails(log, () => assert.notStrictEqual(1, 1));
  fails(log, () => assert.notEqual(1, 1));
  fails(log, () => assert.strictEqual('a\nb\nc', 'a\nx\nc'));
  fails(log, () => assert.strictEqual({}, {}));
  fails(log, () => assert.strictEqual(1));
});
program('assert: deep equality', ({ log }) => {
  fails(log, () => assert.deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }));
  fails(log, () => assert.deepStrictEqual([1, 2, 3], [1, 2]));
  fails(log, () => assert.deepEqual({ a: 1 }, { a: '1' }));
  fails(log, () => assert.deepEqual({ a: 1 }, { a: 2 }));
  fails(log, () => assert.deepStrictEqual(new Map([[1, 2]]), new Map([[1, 3]])));
  fails(log, () => assert.deepStrictEqual(new Set([1]), new Set([1])));
  fails(log, () => assert.deepStrictEqual(new Date(0), new Date(1)));
  fails(log, () => assert.deepStrictEqual([1], { 0: 1 }));
  fails(log, () => assert.notDeepStrictEqual({ a: 1 }, { a: 1 }));
  fails(log, () => assert.deepStrictEqual(-0, 0));
  fails(log, () => assert.deepEqual(-0, 0));
  fails(log, () => assert.partialDeepStrictEqual?.({ a: 1, b: 2 }, { a: 1 }));
});
program('assert: throws and rejects', async ({ log }) => {
  const boom = () => {
    throw new TypeError('boom');
  };
  fails(log, () => assert.throws(boom, TypeError));
  fails(log, () => assert.throws(boom, /boom/));
  fails(log, () => assert.throws(boom, { name: 'TypeError', message: 'boom' }));
  fails(log, () => assert.throws(boom, { message: 'other' }));
  fails(log, () => assert.throws(() => {}));
  fails(log, () => assert.throws(() => {}, TypeError));
  fails(log, () => assert.throws(() => {}, 'words'));
  fails(log, () => assert.throws(boom, /nope/));
  fails(log, () => assert.throws(boom, RangeError));
  fails(log, () => assert.doesNotThrow(boom));
  fails(log, () => assert.throws(5));
  await assert.rejects(Promise.reject(new Error('r')), /r/).then(() => log('ok'));
  await assert.rejects(Promise.resolve(1)).catch((error) => log(cut(error)));
  await assert
    .doesNotReject(async () => {
      throw new Error('q');
    })
    .catch((error) => log(cut(error)));
  await assert.rejects(5).catch((error) => log(cut(error)));
});
program('assert: ok, fail, match, ifError', ({ log }) => {
  fails(log, () => assert.ok(0, 'zero'));
  fails(log, () => assert.ok());
  fails(log, () => assert.fail());
  fails(log, () => assert.fail('why'));
  fails(log, () => assert.fail(new TypeError('own')));
  fails(log, () => assert.match('abc', /x/));
  fails(log, () => assert.doesNotMatch('abc', /b/));
  fails(log, () => assert.match(5, /x/));
  fails(log, () => assert.ifError(null));
  fails(log, () => assert.ifError(new Error('e')));
  fails(log, () => assert.ifError('e'));
  fails(log, () => assert.strictEqual(1, 2, new RangeError('given')));
  log(
    assert.strict.equal === assert.strictEqual,
    assert.strict.strict === assert.strict,
    require('assert/strict') === assert.strict,
    Object.keys(assert).sort(),
  );
  const error = new assert.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' });
  log(cut(error), error instanceof Error);
});
