import { describe, expect, it } from 'vitest';
import { exercise, failed, memory, openSession, passed, turn } from '../../support/session.ts';

describe('files of one’s own', () => {
  it('are made, renamed and removed, and come back after a reload as they were left', async () => {
    const { session, storage } = await openSession();
    session.create('lib/helpers.ts', 'export {}');
    session.create('notes.md');
    session.rename('lib/helpers.ts', 'lib/Helpers.ts');
    session.remove('notes.md');
    const files = { ...exercise.starter, 'lib/Helpers.ts': 'export {}' };
    expect(session.state.files).toEqual(files);
    await session.saved();
    const { session: reloaded } = await openSession({ storage });
    expect(reloaded.state.files).toEqual(files);
    reloaded.remove('lib/Helpers.ts');
    await reloaded.saved();
    expect((await openSession({ storage })).session.state.files).toEqual(exercise.starter);
  });

  it('leave with a reset and come back with its undo', async () => {
    const { session } = await openSession();
    session.create('helpers.ts', 'mine');
    session.reset();
    expect(session.state.files).toEqual(exercise.starter);
    session.undoReset();
    expect(session.state.files['helpers.ts']).toBe('mine');
  });

  it('are mounted for a run, and make an earlier report stale', async () => {
    const { session, runs, mounts } = await openSession();
    session.create('helpers.ts', 'mine');
    const ended = session.run();
    await turn();
    runs[0]!.end(passed);
    await ended;
    expect(mounts[0]).toMatchObject({ 'helpers.ts': 'mine' });
    session.remove('helpers.ts');
    expect(session.state.stale).toBe(true);
    const again = session.run();
    await turn();
    runs[1]!.end(failed);
    await again;
    expect(mounts[1]).not.toHaveProperty('helpers.ts');
  });

  it('are the only ones that can be renamed and removed', async () => {
    const { session } = await openSession();
    expect(() => session.remove('app.ts')).toThrow('“app.ts” belongs to the exercise, so it cannot be removed.');
    expect(() => session.rename('app.ts', 'b.ts')).toThrow('belongs to the exercise');
    expect(() => session.remove('app.test.ts')).toThrow('There is no file “app.test.ts”');
    expect(() => session.rename('toString', 'b.ts')).toThrow('There is no file');
    expect(session.owns('app.ts')).toBe(false);
    expect(session.owns('mine.ts')).toBe(true);
  });

  it('may be all of them, where there is no exercise to hold together', async () => {
    const { session, storage } = await openSession({ free: true });
    session.remove('data.json');
    session.rename('app.ts', 'main.ts');
    await session.saved();
    const { session: reloaded } = await openSession({ storage, free: true });
    expect(reloaded.state.files).toEqual({ 'main.ts': '// TODO' });
  });

  it('cannot take the name of another file', async () => {
    const { session } = await openSession();
    session.create('lib/a.ts');
    expect(() => session.create('lib/a.ts')).toThrow('There is a file “lib/a.ts” already');
    expect(() => session.create('LIB/A.ts')).toThrow('do not tell capitals apart');
    expect(() => session.create('lib')).toThrow('is a folder already');
    expect(() => session.create('app.ts/b.ts')).toThrow('“app.ts” is a file');
    expect(() => session.create('../app.ts')).toThrow('does not stay in the exercise’s folder');
    session.rename('lib/a.ts', 'lib/A.ts');
    expect(Object.keys(session.state.files)).toContain('lib/A.ts');
  });
});

describe('replacing all files', () => {
  it('keeps the present ones in the history, and the starter’s that are missing', async () => {
    const { session } = await openSession();
    session.create('old.ts', 'old');
    session.replaceAll({ 'app.ts': 'theirs', 'new.ts': 'new' }, 'import');
    expect(session.state.files).toEqual({ 'app.ts': 'theirs', 'data.json': '{}', 'new.ts': 'new' });
    expect(session.state.history).toMatchObject([{ reason: 'import', files: { 'old.ts': 'old' } }]);
    session.restore(session.state.history[0]!.id);
    expect(session.state.files['old.ts']).toBe('old');
    session.restore(session.state.history[1]!.id);
    expect(session.state.files['new.ts'], 'a restore can be taken back').toBe('new');
  });

  it('changes nothing when a file cannot be', async () => {
    const { session } = await openSession();
    expect(() => session.replaceAll({ '../x.ts': '' }, 'import')).toThrow('does not stay');
    expect(() => session.replaceAll({ 'x.ts': 'x'.repeat(200_001) }, 'import')).toThrow('more than 200 kB');
    expect(session.state).toMatchObject({ files: exercise.starter, history: [] });
  });
});

describe('the history', () => {
  it('keeps what a run graded, once, with its verdict, also after a reload', async () => {
    const { session, runs, storage } = await openSession();
    const run = async (report: typeof passed) => {
      const ended = session.run();
      await turn();
      runs.at(-1)!.end(report);
      await ended;
    };
    await run(failed);
    await run(failed);
    session.write('app.ts', 'mine');
    await run(passed);
    await session.saved();
    const { session: reloaded } = await openSession({ storage });
    expect(reloaded.state.history).toMatchObject([
      { reason: 'run', files: exercise.starter, verdict: { status: 'failed', passed: 0, total: 1 } },
      { reason: 'run', files: { 'app.ts': 'mine' }, verdict: { status: 'passed', passed: 1, total: 1 } },
    ]);
  });

  it('comes along from version 1', async () => {
    const snapshots = [{ at: '2029-01-01T00:00:00.000Z', reason: 'reset', files: { 'app.ts': 'old' } }];
    const first = { version: 1, slug: 'greet', files: exercise.starter, starter: exercise.starter, snapshots };
    const storage = memory(new Map([['exercise:greet', first]]));
    const { session } = await openSession({ storage });
    expect(session.state.canUndoReset).toBe(true);
    session.write('app.ts', 'new');
    await session.saved();
    expect(storage.records.get('exercise:greet')).toMatchObject({ version: 2, files: { 'app.ts': 'new' } });
    const { session: reloaded } = await openSession({ storage });
    expect(reloaded.state.history).toMatchObject(snapshots);
  });

  it('is set aside when it cannot be read, and the work stays', async () => {
    const { session, storage } = await openSession();
    session.write('app.ts', 'mine');
    await session.saved();
    storage.records.set('exercise:greet:history', 'broken');
    const { session: reloaded } = await openSession({ storage });
    expect(reloaded.state.files['app.ts']).toBe('mine');
    expect(reloaded.state.notices).toMatchObject([{ kind: 'unreadable' }]);
  });
});
