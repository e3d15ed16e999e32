import { expect, test, vi } from 'vitest';
import * as lib from './lib.ts';

vi.mock('./lib.ts', { spy: true });
test('works and is watched', () => {
  expect(lib.add(1, 2)).toBe(3);
  expect(lib.add).toHaveBeenCalledWith(1, 2);
  expect(lib.add).toHaveReturnedWith(4);
});
test('inner calls are not seen', () => {
  expect(lib.twice(2)).toBe(4);
  expect(lib.add).not.toHaveBeenCalled();
});
