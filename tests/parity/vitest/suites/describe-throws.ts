import { describe, test } from 'vitest';

test('before', () => {});
describe('bad', () => {
  test('registered', () => {});
  throw new Error('in describe');
});
test('after', () => {});
