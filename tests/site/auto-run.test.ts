import { expect, test, vi } from 'vitest';
import { createPause } from '../../site/exercise/auto-run.ts';

function setUp() {
  let running = false;
  const run = vi.fn();
  vi.useFakeTimers();
  const pause = createPause({
    isRunning: () => running,
    run,
    setTimer: (work, ms) => setTimeout(work, ms),
    clearTimer: (timer) => clearTimeout(timer),
  });
  return { pause, run, goes: (value: boolean) => void (running = value) };
}

test('runs once, after a pause and not between the letters', () => {
  const { pause, run } = setUp();
  for (let letter = 0; letter < 10; letter++) {
    pause.changed();
    vi.advanceTimersByTime(599);
  }
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledTimes(1);
});

test('never runs while a run is going: it waits for another pause', () => {
  const { pause, run, goes } = setUp();
  goes(true);
  pause.changed();
  vi.advanceTimersByTime(5_000);
  expect(run).not.toHaveBeenCalled();
  goes(false);
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledTimes(1);
});

test('what was cancelled does not run', () => {
  const { pause, run } = setUp();
  pause.changed();
  pause.cancel();
  vi.advanceTimersByTime(5_000);
  expect(run).not.toHaveBeenCalled();
});
