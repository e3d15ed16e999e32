import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
test('advance', () => {
  const ring = vi.fn();
  setTimeout(ring, 1000);
  vi.advanceTimersByTime(999);
  expect(ring).toHaveBeenCalledTimes(1);
});
test('advance async', async () => {
  const log: string[] = [];
  setTimeout(async () => {
    log.push('one');
    await Promise.resolve();
    setTimeout(() => log.push('two'), 10);
  }, 10);
  await vi.advanceTimersByTimeAsync(20);
  expect(log).toEqual(['one']);
});
test('interval', () => {
  let n = 0;
  const timer = setInterval(() => ++n, 100);
  vi.advanceTimersByTime(350);
  clearInterval(timer);
  vi.advanceTimersByTime(350);
  expect(n).toBe(4);
});
test('next', () => {
  const log: number[] = [];
  setTimeout(() => log.push(1), 50);
  setTimeout(() => log.push(2), 10);
  vi.advanceTimersToNextTimer();
  expect(log).toEqual([1]);
});
test('run all', () => {
  const loop = () => void setTimeout(loop, 1);
  loop();
  vi.runAllTimers();
});
test('only pending', () => {
  setTimeout(() => setTimeout(() => {}, 5), 5);
  vi.runOnlyPendingTimers();
  expect(vi.getTimerCount()).toBe(0);
});
test('immediate', () => {
  const done = vi.fn();
  setImmediate(done);
  vi.runAllTimers();
  expect(done).not.toHaveBeenCalled();
});
test('system time', () => {
  vi.setSystemTime(new Date('2020-02-02T02:02:02Z'));
  expect([new Date().toISOString(), Date.now(), vi.getMockedSystemTime()]).toEqual([]);
});
test('performance', () => {
  const before = performance.now();
  vi.advanceTimersByTime(25);
  expect(performance.now() - before).toBe(26);
});
test('some', () => {
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ['Date'], now: 5 });
  expect([Date.now(), vi.isFakeTimers()]).toEqual([6, true]);
});
describe('real again', () => {
  beforeEach(() => vi.useRealTimers());
  test('time passes', async () => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(vi.isFakeTimers()).toBe(true);
  });
  test('needs fake ones', () => void vi.advanceTimersByTime(5));
});
test('nextTick stays', async () => {
  const log: string[] = [];
  process.nextTick(() => log.push('tick'));
  queueMicrotask(() => log.push('micro'));
  await Promise.resolve();
  await Promise.resolve();
  expect(log).toEqual([]);
});
