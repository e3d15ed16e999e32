import { describe, expect, it } from 'vitest';
import { mergeProgress } from '../../../sandbox/progress/merge.ts';
import { noProgress } from '../../../sandbox/progress/progress.ts';
import type { Change } from '../../../sandbox/progress/changes.ts';
import { createJournal } from '../../../sandbox/progress/journal.ts';
import { progressKey } from '../../../sandbox/progress/kept.ts';
import { createProgress } from '../../../sandbox/progress/store.ts';
import { createWire, memory, ticking } from './memory.ts';

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
    const [one, two] = [done, begun].map((greet) => ({ ...noProgress(), exercises: { greet } }));
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
    const newer = { version: 3, exercises: {} };
    const storage = memory(new Map<string, unknown>([[progressKey, newer]]));
    const progress = createProgress({ storage, clock: ticking() });
    await progress.attempt('greet', true);
    expect(storage.records.get(progressKey)).toEqual(newer);
    expect(await progress.load()).toMatchObject({
      problem: { kind: 'newer' },
      progress: { exercises: { greet: { status: 'completed', attempts: 1 } } },
    });
  });

  it('notes at once what a page that is left has no time to store, and counts it once', async () => {
    const local = new Map<string, string>();
    const journal = createJournal(() => ({
      get length() {
        return local.size;
      },
      key: (index) => [...local.keys()][index] ?? null,
      getItem: (key) => local.get(key) ?? null,
      setItem: (key, value) => void local.set(key, value),
      removeItem: (key) => void local.delete(key),
    }));
    const storage = memory();
    const clock = ticking();
    const never = () => new Promise<never>(() => {});
    const left = createProgress({ storage: { ...storage, update: never }, clock, journal });
    void left.attempt('greet', true);
    void left.answer('stage/lesson', { id: 'why', kind: 'quiz', right: false });
    local.set('progress:pending:broken', '{');
    local.set('something else', '1');

    const next = createProgress({ storage, clock, journal });
    await next.load();
    await next.load();
    const { progress } = await createProgress({ storage, clock, journal }).load();
    expect(progress.exercises).toMatchObject({ greet: { status: 'completed', attempts: 1 } });
    expect(progress.answers['stage/lesson#why']!.given).toHaveLength(1);
    await next.attempt('greet', false);
    expect([...local.keys()], 'what is stored is struck out').toEqual(['something else']);
  });

  it('keeps a change noted that could not be stored', async () => {
    const noted: Change[] = [];
    const journal = { add: (change: Change) => (noted.push(change), () => void noted.pop()), left: () => [] };
    const fail = () => Promise.reject(new Error('full'));
    await createProgress({ storage: { get: fail, set: fail, update: fail }, clock: ticking(), journal }).start('greet');
    expect(noted).toHaveLength(1);
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

  it('keeps what can be read of a damaged record, and the whole of it aside', async () => {
    const greet = { status: 'completed', attempts: 1, startedAt: '2030-01-01T00:00:00.000Z' };
    const damaged = { ...noProgress(), exercises: { greet, notes: { ...greet, attempts: 'many' } } };
    const storage = memory(new Map<string, unknown>([[progressKey, damaged]]));
    const { progress, problem } = await createProgress({ storage, clock: ticking() }).load();
    expect(progress.exercises).toEqual({ greet });
    expect(problem).toMatchObject({ faults: ['exercises.notes: “attempts” has to be a whole number'] });
    expect(storage.records.get(problem?.kind === 'unreadable' ? problem.keptAs : '')).toEqual(damaged);
    expect(storage.records.get(progressKey)).toMatchObject({ exercises: { greet } });
    expect((await createProgress({ storage, clock: ticking() }).load()).problem).toBeUndefined();

    storage.records.clear();
    storage.records.set(progressKey, damaged);
    const impatient = createProgress({ storage, clock: ticking() });
    await Promise.all([impatient.load(), impatient.load(), impatient.start('notes')]);
    expect([...storage.records.keys()], 'one copy, however many ask').toHaveLength(2);
  });

  it('tells other tabs, and forgets in all of them', async () => {
    const storage = memory();
    const clock = ticking();
    const join = createWire();
    const [one, two] = [1, 2].map(() => createProgress({ storage, clock, channel: join() }));
    const heard = new Promise((resolve) => two!.subscribe(resolve));
    await one!.answer('stage/lesson', { id: 'why', kind: 'quiz', right: true });
    expect(await heard).toMatchObject({ answers: { 'stage/lesson#why': { kind: 'quiz', given: [{ right: true }] } } });
    storage.records.clear();
    one!.forget();
    await two!.start('greet');
    expect(storage.records.get(progressKey)).toMatchObject({ answers: {}, exercises: { greet: {} } });
  });
});
