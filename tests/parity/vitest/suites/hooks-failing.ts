import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';

describe('beforeAll throws', () => {
  beforeAll(() => {
    throw new Error('no database');
  });
  test('one', () => {});
  test('two', () => expect(1).toBe(2));
});
describe('beforeEach throws', () => {
  beforeEach(() => {
    throw new Error('no client');
  });
  test('one', () => {});
});
describe('afterEach throws', () => {
  afterEach(() => {
    throw new Error('cannot clean');
  });
  test('passes itself', () => {});
  test('fails itself', () => expect(1).toBe(2));
});
describe('afterAll throws', () => {
  afterAll(() => {
    throw new Error('cannot close');
  });
  test('one', () => {});
});
describe('cleanup throws', () => {
  beforeEach(() => () => {
    throw new Error('cleanup');
  });
  test('one', () => {});
});
test('onTestFinished throws', () => {
  onTestFinished(() => {
    throw new Error('finished');
  });
});
