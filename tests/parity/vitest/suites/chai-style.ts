import { assert, chai, expect, should, test } from 'vitest';

test('assert.equal', () => assert.equal(1, 2 as number));
test('assert.deepEqual', () => assert.deepEqual({ a: [1] }, { a: [2] }));
test('assert.isTrue', () => assert.isTrue(false, 'not true'));
test('assert', () => assert(0, 'zero'));
test('assert.throws', () => assert.throws(() => {}, /x/));
test('expect chain', () => expect([1, 2, 3]).to.be.an('array').that.includes(4));
test('deep', () => expect({ a: { b: 1 } }).to.deep.equal({ a: { b: 2 } }));
test('property', () => expect({ a: 1 }).to.have.property('b'));
test('keys', () => expect({ a: 1 }).to.have.all.keys('a', 'b'));
test('should', () => {
  should();
  (5 as any).should.equal(6);
});
test('chai.expect', () => chai.expect(1).to.equal(2));
test('unknown property', () => (expect(1) as any).toBeBanana());
test('close', () => expect(1.5).to.be.closeTo(1, 0.1));
