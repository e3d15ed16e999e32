import { describe, expect, it } from 'vitest';
import { createSolutionTimer, gateOf } from '../../../sandbox/session/solution-gate.ts';
import { memory } from '../../support/session.ts';

describe('the solution', () => {
  it('opens after three attempts, 15 minutes, or when it was shown before', () => {
    const closed = { attempts: 2, active: 14 * 60_000 + 1, shown: false };
    expect(gateOf(closed)).toEqual({ open: false, attemptsLeft: 1, minutesLeft: 1 });
    expect(gateOf({ ...closed, attempts: 3 }).open).toBe(true);
    expect(gateOf({ ...closed, active: 15 * 60_000 }).open).toBe(true);
    expect(gateOf({ ...closed, shown: true }).open).toBe(true);
  });
});

describe('the time with an exercise', () => {
  const start = (storage = memory()) => {
    const clock = { time: 0, now: () => clock.time };
    const timer = createSolutionTimer({ storage, clock, slug: 'greet' });
    const pass = async (ms: number, visible = true) => {
      clock.time += ms;
      await timer.tick(visible);
    };
    return { storage, timer, pass };
  };

  it('counts what is to be seen, across reloads, and not the sleep of the device', async () => {
    const { storage, timer, pass } = start();
    await pass(0);
    await pass(10_000);
    await pass(5_000, false);
    await pass(60_000);
    await pass(3_600_000);
    expect(timer.record.active).toBe(45_000);
    const again = start(storage);
    await again.pass(0);
    expect(again.timer.record.active).toBe(45_000);
  });

  it('remembers that the solution was shown', async () => {
    const { storage, timer } = start();
    await timer.show();
    const again = start(storage);
    await again.pass(0);
    expect(again.timer.record.shown).toBe(true);
  });

  it('goes on without a storage, and catches up when it is back', async () => {
    const storage = memory();
    const { update } = storage;
    storage.update = () => Promise.reject(new Error('blocked'));
    const { timer, pass } = start(storage);
    await pass(0);
    await pass(10_000);
    expect(timer.record.active).toBe(10_000);
    storage.update = update;
    await pass(10_000);
    expect(storage.records.get('solution:greet')).toMatchObject({ active: 20_000 });
  });

  it('leaves the record of a newer version alone', async () => {
    const storage = memory(new Map([['solution:greet', { version: 2 }]]));
    await start(storage).pass(1000);
    expect(storage.records.get('solution:greet')).toEqual({ version: 2 });
  });
});
