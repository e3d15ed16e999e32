import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());
const object = { method: (n: number) => n * 2, get size() { return 1; } };
test('fn', () => {
  const spy = vi.fn((a: number, b: number) => a + b);
  spy(1, 2);
  spy(3, 4);
  expect(spy).toHaveBeenCalledWith(1, 3);
});
test('called', () => expect(vi.fn()).toHaveBeenCalled());
test('not called', () => {
  const spy = vi.fn().mockName('sender');
  spy('x', { a: 1 });
  expect(spy).not.toHaveBeenCalled();
});
test('times', () => {
  const spy = vi.fn();
  spy();
  expect(spy).toHaveBeenCalledTimes(2);
});
test('nth', () => {
  const spy = vi.fn();
  spy(1);
  spy(2);
  expect(spy).toHaveBeenNthCalledWith(2, 3);
});
test('last', () => {
  const spy = vi.fn();
  spy({ a: [1] });
  expect(spy).toHaveBeenLastCalledWith({ a: [2] });
});
test('once exactly', () => {
  const spy = vi.fn();
  spy(1);
  spy(1);
  expect(spy).toHaveBeenCalledExactlyOnceWith(1);
});
test('returned', () => {
  const spy = vi.fn(() => 5);
  spy();
  expect(spy).toHaveReturnedWith(6);
});
test('resolved', async () => {
  const spy = vi.fn(async () => 5);
  await spy();
  expect(spy).toHaveResolvedWith(6);
});
test('order', () => {
  const first = vi.fn();
  const second = vi.fn();
  second();
  first();
  expect(first).toHaveBeenCalledBefore(second);
});
test('results', () => {
  const spy = vi.fn().mockReturnValueOnce(1).mockImplementationOnce(() => { throw new Error('second'); }).mockResolvedValueOnce(3);
  spy();
  expect(spy).toThrow('second');
  expect(spy.mock.results).toEqual([]);
});
test('spyOn', () => {
  const spy = vi.spyOn(object, 'method').mockImplementation((n) => n * 10);
  expect(object.method(2)).toBe(20);
  spy.mockRestore();
  expect(object.method(2)).toBe(5);
});
test('getter', () => {
  vi.spyOn(object, 'size', 'get').mockReturnValue(9);
  expect(object.size).toBe(1);
});
test('restored', () => expect([object.method(2), object.size]).toEqual([4, 1]));
test('class', () => {
  const Dog = vi.fn(class { bark = vi.fn(() => 'woof'); });
  const dog = new Dog();
  expect(dog.bark()).toBe('meow');
});
test('not a spy', () => expect(() => {}).toHaveBeenCalled());
test('spy on nothing', () => vi.spyOn(object, 'nothing' as never));
test('console', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  console.log('hidden', 1);
  expect(log).toHaveBeenCalledWith('shown');
});
test('mock state', () => {
  const spy = vi.fn((a: unknown) => a);
  spy.call('me', { deep: true });
  expect(spy.mock).toMatchInlineSnapshot(`{}`);
});
