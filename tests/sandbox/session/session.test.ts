import { describe, expect, it } from 'vitest';
import type { Storage } from '../../../sandbox/session/session.ts';
import { exercise, failed, manualRuntime, memory, openSession as open, passed, turn } from '../../support/session.ts';

describe('a run', () => {
  it('goes from idle over running to the report, with the suite mounted over the files', async () => {
    const { session, phases, runs, mounts } = await open();
    session.write('app.ts', 'mine');
    expect(session.state.phase).toBe('idle');
    const ended = session.run();
    expect(session.state.phase).toBe('running');
    await turn();
    runs[0]!.end(passed);
    await ended;
    expect(phases).toEqual(['idle', 'running', 'passed']);
    expect(session.state.report).toBe(passed);
    expect(mounts).toEqual([{ 'app.ts': 'mine', 'data.json': '{}', 'app.test.ts': 'the suite' }]);
  });

  it('ends an earlier run, waits for it and ignores what it says later', async () => {
    const { session, runs, mounts } = await open();
    const first = session.run();
    await turn();
    const second = session.run();
    await turn();
    expect(runs[0]!.options.signal?.aborted).toBe(true);
    expect(mounts.length, 'the second run waits for the first one to end').toBe(1);
    runs[0]!.options.onOutput?.({ stream: 'stdout', level: 'log', text: 'late' });
    runs[0]!.options.onTestStart?.('late');
    runs[0]!.end(failed);
    await first;
    await turn();
    expect(session.state).toMatchObject({ phase: 'running', console: [], test: undefined });
    runs[1]!.end(passed);
    await second;
    expect(session.state).toMatchObject({ phase: 'passed', report: passed });
  });

  it('runs only the last of many presses', async () => {
    const { session, runs } = await open();
    const presses = [session.run(), session.run(), session.run()];
    await turn();
    expect(runs.length).toBe(1);
    runs[0]!.end(passed);
    await Promise.all(presses);
    expect(session.state.phase).toBe('passed');
  });

  it('can be stopped', async () => {
    const { session, runs } = await open();
    const ended = session.run();
    await turn();
    session.stop();
    expect(session.state).toMatchObject({ phase: 'idle', stopped: true });
    runs[0]!.end(failed);
    await ended;
    expect(session.state).toMatchObject({ phase: 'idle', stopped: true, report: undefined });
  });

  it('marks a report as stale when the files change, also during the run', async () => {
    const { session, runs } = await open();
    const ended = session.run();
    await turn();
    session.write('app.ts', 'typed meanwhile');
    runs[0]!.end(failed);
    await ended;
    expect(session.state.stale).toBe(true);
    const again = session.run();
    expect(session.state.stale).toBe(false);
    await turn();
    runs[1]!.end(failed);
    await again;
    expect(session.state.stale).toBe(false);
    session.write('app.ts', 'typed afterwards');
    expect(session.state.stale).toBe(true);
  });

  it('reports a runtime that cannot start, and tries again the next time', async () => {
    const { runtime, runs } = manualRuntime();
    let starts = 0;
    const { session } = await open({
      createRuntime: () => (++starts === 1 ? Promise.reject(new Error('no frame')) : runtime),
    });
    expect(await session.prepare()).toBe('no frame');
    expect(session.state.phase).toBe('idle');
    starts = 0;
    await session.run();
    expect(session.state.report).toEqual({ status: 'error', reason: 'boot', message: 'no frame' });
    const ended = session.run();
    await turn();
    runs[0]!.end(passed);
    await ended;
    expect(session.state.phase).toBe('passed');
  });

  it('calls a runtime that throws our fault, and replaces it', async () => {
    const { session, runs, disposed } = await open();
    const ended = session.run();
    await turn();
    runs[0]!.fail(new Error('lost'));
    await ended;
    expect(session.state.report).toEqual({ status: 'error', reason: 'internal', message: 'lost' });
    expect(disposed()).toBe(1);
  });

  it('caps the console and counts what it left out', async () => {
    const { session, runs } = await open();
    const ended = session.run();
    await turn();
    const say = (text: string) => runs[0]!.options.onOutput?.({ stream: 'stdout', level: 'log', text });
    for (let line = 0; line < 600; line++) say(`line ${line}`);
    expect(session.state.console.length).toBe(500);
    expect(session.state.dropped).toBe(100);
    runs[0]!.end(passed);
    await ended;
    const again = session.run();
    await turn();
    runs[1]!.options.onOutput?.({ stream: 'stdout', level: 'log', text: 'x'.repeat(100_001) });
    expect(session.state).toMatchObject({ console: [], dropped: 1 });
    runs[1]!.end(passed);
    await again;
  });
});

describe('the files', () => {
  it('survive a reload', async () => {
    const { session, storage } = await open();
    session.write('app.ts', 'one');
    session.write('app.ts', 'two');
    await session.saved();
    const { session: reloaded } = await open({ storage });
    expect(reloaded.state.files).toEqual({ 'app.ts': 'two', 'data.json': '{}' });
  });

  it('cannot be the suite', async () => {
    const { session } = await open();
    expect(() => session.write('app.test.ts', '')).toThrow('"app.test.ts" is not a file of this exercise');
  });

  it('come back after a reset, also after a reload, and keep what was written in between', async () => {
    const { session, storage } = await open();
    session.write('app.ts', 'my work');
    session.reset();
    expect(session.state).toMatchObject({ files: exercise.starter, canUndoReset: true });
    await session.saved();

    const { session: reloaded } = await open({ storage });
    expect(reloaded.state.canUndoReset).toBe(true);
    reloaded.write('app.ts', 'after the reset');
    reloaded.undoReset();
    expect(reloaded.state).toMatchObject({ files: { 'app.ts': 'my work' }, canUndoReset: false });
    await reloaded.saved();
    expect(reloaded.state.history).toMatchObject([
      { reason: 'reset', files: { 'app.ts': 'my work' } },
      { reason: 'undo', files: { 'app.ts': 'after the reset' } },
    ]);
  });

  it('offer no undo when the reset changed nothing', async () => {
    const { session } = await open();
    session.reset();
    expect(session.state.canUndoReset).toBe(false);
  });

  it('stay the learner’s when the starter changes, and follow it where they were left alone', async () => {
    const { session, storage } = await open();
    session.write('app.ts', 'my work');
    await session.saved();
    const starter = { 'app.ts': '// TODO: greet', 'data.json': '{"new":true}', 'more.ts': 'added' };
    const { session: reloaded } = await open({ storage, exercise: { ...exercise, starter } });
    expect(reloaded.state.files).toEqual({ ...starter, 'app.ts': 'my work' });
    expect(reloaded.state.notices).toEqual([{ kind: 'starter-changed', files: ['app.ts'] }]);
  });

  it('keep an unreadable record aside and say so', async () => {
    const storage = memory(new Map([['exercise:greet', { version: 1, slug: 'greet', files: 'broken' }]]));
    const { session } = await open({ storage });
    expect(session.state.files).toEqual(exercise.starter);
    const keptAs = 'exercise:greet:unreadable:2030-01-01T00:00:00.000Z';
    expect(session.state.notices).toEqual([{ kind: 'unreadable', keptAs }]);
    expect(storage.records.get(keptAs)).toEqual({ version: 1, slug: 'greet', files: 'broken' });
  });

  it('never overwrite the record of a newer version', async () => {
    const newer = { version: 3, slug: 'greet' };
    const storage = memory(new Map([['exercise:greet', newer]]));
    const { session } = await open({ storage });
    session.write('app.ts', 'typed');
    await session.saved();
    expect(session.state.notices).toEqual([{ kind: 'newer' }]);
    expect(storage.records.get('exercise:greet')).toEqual(newer);
  });

  it('say when saving fails, go on in memory, and say when it works again', async () => {
    const storage = memory();
    const { update } = storage;
    storage.update = () => Promise.reject(new Error('the disk is full'));
    const { session } = await open({ storage });
    session.write('app.ts', 'typed');
    await session.saved();
    expect(session.state.files['app.ts']).toBe('typed');
    expect(session.state.notices).toEqual([{ kind: 'not-saved', fault: 'full', reason: 'the disk is full' }]);
    storage.update = update;
    session.write('app.ts', 'typed more');
    await session.saved();
    expect(session.state.notices).toEqual([]);
  });

  it('open when the storage is blocked', async () => {
    const storage: Storage = { ...memory(), get: () => Promise.reject(new Error('blocked')) };
    const { session } = await open({ storage });
    expect(session.state).toMatchObject({
      files: exercise.starter,
      notices: [{ kind: 'not-saved', fault: 'other', reason: 'blocked' }],
    });
  });
});

describe('a listener', () => {
  it('hears changes until its undo is called', async () => {
    const { session } = await open();
    let heard = 0;
    const undo = session.subscribe(() => heard++);
    session.write('app.ts', 'one');
    undo();
    session.write('app.ts', 'two');
    expect(heard).toBe(1);
  });
});

describe('an exercise that its author changes under the page', () => {
  const next = (starter: Record<string, string>) => ({
    ...exercise,
    starter,
    tests: { 'app.test.ts': 'another suite' },
  });

  it('shows the new starter at once where nobody has edited, and grades with the new suite', async () => {
    const { session, mounts, runs } = await open({ exercise: { ...exercise } });
    session.revise(next({ 'app.ts': '// TODO better', 'data.json': '{}', 'new.ts': '' }));
    expect(session.state.files).toEqual({ 'app.ts': '// TODO better', 'data.json': '{}', 'new.ts': '' });
    expect(session.state.notices).toEqual([]);
    const ended = session.run();
    await turn();
    expect(mounts[0]).toMatchObject({ 'app.ts': '// TODO better', 'app.test.ts': 'another suite' });
    runs[0]!.end(passed);
    await ended;
  });

  it('keeps what was edited, and offers the new starter', async () => {
    const { session, storage } = await open({ exercise: { ...exercise } });
    session.write('app.ts', 'mine');
    session.revise(next({ 'app.ts': '// TODO better', 'data.json': '[]' }));
    expect(session.state.files).toEqual({ 'app.ts': 'mine', 'data.json': '[]' });
    expect(session.state.notices).toEqual([{ kind: 'starter-changed', files: ['app.ts'] }]);
    session.reset();
    expect(session.state.files).toEqual({ 'app.ts': '// TODO better', 'data.json': '[]' });
    session.undoReset();
    await session.saved();
    const again = await open({ storage, exercise: next({ 'app.ts': '// TODO better', 'data.json': '[]' }) });
    expect(again.session.state).toMatchObject({ files: { 'app.ts': 'mine' }, notices: [] });
  });
});
