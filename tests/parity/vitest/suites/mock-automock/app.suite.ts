import { expect, test, vi } from 'vitest';
import * as lib from './lib.ts';

vi.mock('./lib.ts');
test('functions return nothing', () => expect([lib.add(1, 2), lib.arrow()]).toEqual([undefined, undefined]));
test('values stay', () => expect([lib.number, lib.text, lib.list]).toEqual([5, 'text', []]));
test('nested', () => expect(lib.object.nested.method()).toBe(undefined));
test('classes', () => {
  const service = new lib.Service();
  expect([service.run(), service.value, service.field, lib.Service.make()]).toEqual([undefined, undefined, undefined, undefined]);
});
test('are mocks', () => {
  lib.add(1, 2);
  expect(vi.isMockFunction(lib.add)).toBe(true);
  expect(lib.add).toHaveBeenCalledWith(2, 1);
});
test('importMock', async () => {
  const mocked = await vi.importMock<typeof lib>('./lib.ts');
  vi.mocked(mocked.add).mockImplementation((a, b) => a * b);
  expect(mocked.add(3, 4)).toBe(13);
});
