import { describe, expect, test } from 'vitest';
import { afterOwnTime, type Clock } from '../../sandbox/own-time.ts';

describe('a limit in the own time of a thread', () => {
  test('is over after as many ms of a thread that has its turns', () => {
    const { clock, pass } = create();
    let over = 0;
    afterOwnTime(1000, () => (over += 1), clock);
    pass(990);
    expect(over).toBe(0);
    pass(10);
    expect(over).toBe(1);
    pass(5000);
    expect(over).toBe(1);
  });

  test('counts little of the time in which the thread had no turn', () => {
    const { clock, pass, stall } = create();
    let over = false;
    afterOwnTime(1000, () => (over = true), clock);
    pass(500);
    stall(3000);
    pass(150);
    expect(over, '500, a tenth of 3,000 and 150').toBe(false);
    pass(50);
    expect(over).toBe(true);
  });

  test('ends though the thread hardly ever has a turn, as in a tab that nobody sees', () => {
    const { clock, stall } = create();
    let over = false;
    afterOwnTime(5000, () => (over = true), clock);
    for (let minute = 0; minute < 2; minute++) stall(60_000);
    expect(over).toBe(true);
  });

  test('can be called off', () => {
    const { clock, pass } = create();
    let over = false;
    const stop = afterOwnTime(100, () => (over = true), clock);
    pass(50);
    stop();
    pass(1000);
    expect(over).toBe(false);
  });
});

/** A clock whose time passes in small steps, or at once while no timer has its turn. */
function create() {
  let time = 0;
  const timers = new Set<{ at: number; work: () => void }>();
  const runDue = () => {
    for (const timer of timers) {
      if (timer.at > time) continue;
      timers.delete(timer);
      timer.work();
    }
  };
  const clock: Clock = {
    now: () => time,
    setTimeout(work, ms) {
      const timer = { at: time + ms, work };
      timers.add(timer);
      return timer;
    },
    clearTimeout: (timer) => void timers.delete(timer),
  };
  const stall = (ms: number) => {
    time += ms;
    runDue();
  };
  const pass = (ms: number) => {
    for (let step = 0; step < ms; step++) stall(1);
  };
  return { clock, pass, stall };
}
