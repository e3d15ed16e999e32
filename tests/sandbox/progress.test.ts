import { describe, expect, it } from 'vitest';
import { createProgress, mergeProgress, progressKey } from '../../sandbox/progress.ts';
import type { Storage } from '../../sandbox/session.ts';

function memory(records = new Map<string, unknown>()): Storage & { records: Map<string, unknown> } {
  return {
    records,
    get: async (key) => structuredClone(records.get(key)),
    set: async (key, value) => void records.set(key, structuredClone(value)),
    update: async (key, change) => void records.set(key, structuredClone(change(records.get(key)))),
  };
}

/** A clock that goes on by one minute with each look. */
function ticking() {
  let minute = 0;
  return { now: () => Date.UTC(2030, 0, 1, 0, minute++) };
}

describe('progress', () => {
  it('counts attempts and remembers the first pass', async () => {
    const storage = memory();
    const progress = createProgress({ storage, clock: ticking() });
    await progress.start('greet');
    await progress.attempt('greet', false);
    await progress.attempt('greet', true);
    await progress.attempt('greet', false);
    const { progress: reloaded } = await createProgress({ storage, clock: ticking() }).load();
    const { attempts, status, startedAt, completedAt, lastRunAt } = reloaded.exercises.greet!;
    await progress.attempt('greet', true);
    const { progress: later } = await progress.load();
    expect(later.exercises.greet!.completedAt, 'a second pass does not move the first').toBe(completedAt);
    expect({ attempts, status }).toEqual({ attempts: 3, status: 'completed' });
    expect(startedAt < completedAt! && completedAt! < lastRunAt!).toBe(true);
  });

  it('tells its listeners until their undo is called', async () => {
    const progress = createProgress({ storage: memory(), clock: ticking() });
    const heard: string[] = [];
    const undo = progress.subscribe(({ exercises }) => heard.push(Object.keys(exercises).join()));
    await progress.start('a');
    undo();
    await progress.start('b');
    expect(heard).toEqual(['a']);
  });

  it('merges two tabs without losing a completion or an attempt', async () => {
    const storage = memory();
    const clock = ticking();
    const [one, two] = [createProgress({ storage, clock }), createProgress({ storage, clock })];
    await Promise.all([one.load(), two.load()]);
    await one.attempt('greet', true);
    await two.attempt('greet', false);
    await two.attempt('notes', true);
    await one.attempt('greet', false);
    const { progress } = await createProgress({ storage, clock }).load();
    expect(progress.exercises).toMatchObject({
      greet: { status: 'completed', attempts: 3 },
      notes: { status: 'completed', attempts: 1 },
    });
  });

  it('merges the same way round and the other way round', () => {
    const done = {
      status: 'completed' as const,
      attempts: 2,
      startedAt: '2030-01-02',
      lastRunAt: '2030-01-03',
      completedAt: '2030-01-03',
    };
    const begun = { status: 'started' as const, attempts: 5, startedAt: '2030-01-01', lastRunAt: '2030-01-04' };
    const both = { ...done, attempts: 5, startedAt: '2030-01-01', lastRunAt: '2030-01-04' };
    const [one, two] = [done, begun].map((greet) => ({ version: 1 as const, exercises: { greet } }));
    expect(mergeProgress(one!, two!).exercises.greet).toEqual(both);
    expect(mergeProgress(two!, one!).exercises.greet).toEqual(both);
  });

  it('keeps a corrupted record aside and goes on', async () => {
    for (const broken of ['text', { version: 1 }, { version: 1, exercises: { greet: { status: 'won' } } }]) {
      const storage = memory(new Map<string, unknown>([[progressKey, broken]]));
      const progress = createProgress({ storage, clock: ticking() });
      const { problem } = await progress.load();
      expect(problem?.kind).toBe('unreadable');
      expect(storage.records.get(problem?.kind === 'unreadable' ? problem.keptAs : '')).toEqual(broken);
      await progress.attempt('greet', true);
      expect(storage.records.get(progressKey)).toMatchObject({ exercises: { greet: { status: 'completed' } } });
    }
  });

  it('leaves a newer version’s record alone', async () => {
    const newer = { version: 2, exercises: {} };
    const storage = memory(new Map<string, unknown>([[progressKey, newer]]));
    const progress = createProgress({ storage, clock: ticking() });
    await progress.attempt('greet', true);
    expect(storage.records.get(progressKey)).toEqual(newer);
    expect(await progress.load()).toMatchObject({
      problem: { kind: 'newer' },
      progress: { exercises: { greet: { status: 'completed', attempts: 1 } } },
    });
  });

  it('goes on in memory when the storage fails', async () => {
    const fail = () => Promise.reject(new Error('blocked'));
    const progress = createProgress({ storage: { get: fail, set: fail, update: fail }, clock: ticking() });
    await progress.attempt('greet', true);
    expect(await progress.load()).toMatchObject({
      problem: { kind: 'not-saved', reason: 'blocked' },
      progress: { exercises: { greet: { status: 'completed', attempts: 1 } } },
    });
  });
});
