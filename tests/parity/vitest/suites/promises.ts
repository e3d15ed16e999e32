import { expect, test } from 'vitest';

const bad = () => Promise.reject(new Error('refused'));
test('resolves', async () => await expect(Promise.resolve({ a: 1 })).resolves.toEqual({ a: 2 }));
test('resolves a rejection', async () => await expect(bad()).resolves.toBe(1));
test('rejects', async () => await expect(bad()).rejects.toThrow('refused'));
test('rejects with another', async () => await expect(bad()).rejects.toThrow('other'));
test('rejects a value', async () => await expect(Promise.resolve(5)).rejects.toThrow());
test('rejects a function', async () => await expect(bad).rejects.toMatchObject({ message: 'x' }));
test('resolves no promise', async () => await expect(5 as never).resolves.toBe(5));
test('not resolves', async () => await expect(Promise.resolve(1)).resolves.not.toBe(1));
