import { expect, test } from 'vitest';
import old, { triple } from './old.js';
import { add, file } from './math.cjs';

test('named', () => expect(triple(2)).toBe(7));
test('default', () => expect(old.name).toBe('new'));
test('cjs', () => expect([add(1, 2), file]).toEqual([4, 'math.cjs']));
test('require in a suite', () => expect(typeof require).toBe('function'));
test('required', () => expect(require('./math.cjs').add(1, 1)).toBe(3));
