import { describe, expect, it } from 'vitest';
import { createHub, memory, openSession, turn } from '../../support/session.ts';

/** Two tabs on one storage; without a channel where the browser has none. */
async function twoTabs({ connected = true, storage = memory() } = {}) {
  const hub = createHub();
  const open = async (tab: string) =>
    (await openSession({ storage, tab, ...(connected ? { channel: hub() } : {}) })).session;
  const [one, two] = [await open('one'), await open('two')];
  const settle = async () => {
    for (let round = 0; round < 4; round++) {
      await turn();
      await Promise.all([one.saved(), two.saved()]);
    }
  };
  await settle();
  return { one, two, settle, storage };
}
const kinds = (session: { state: { notices: { kind: string }[] } }) => session.state.notices.map(({ kind }) => kind);

describe('two tabs of one exercise', () => {
  it('notice each other, until one goes', async () => {
    const { one, two, settle } = await twoTabs();
    expect(kinds(one)).toEqual(['other-tab']);
    expect(kinds(two)).toEqual(['other-tab']);
    two.leave();
    await settle();
    expect(kinds(one)).toEqual([]);
  });

  it('say it once', async () => {
    const { one, two, settle } = await twoTabs();
    one.dismiss('other-tab');
    two.write('app.ts', 'two');
    await settle();
    expect(one.state.files['app.ts']).toBe('two');
    expect(kinds(one)).toEqual([]);
  });

  it('take over each other’s changes, and files that were made or removed', async () => {
    const { one, two, settle } = await twoTabs();
    one.write('app.ts', 'from one');
    one.create('helpers.ts', 'mine');
    await settle();
    expect(two.state.files).toEqual(one.state.files);
    two.remove('helpers.ts');
    two.write('data.json', '[]');
    await settle();
    expect(one.state.files).toEqual({ 'app.ts': 'from one', 'data.json': '[]' });
    expect(kinds(one)).toEqual(['other-tab']);
  });

  it('share a history', async () => {
    const { one, two, settle } = await twoTabs();
    one.write('app.ts', 'work');
    one.reset();
    await settle();
    expect(two.state).toMatchObject({
      canUndoReset: true,
      history: [{ reason: 'reset', files: { 'app.ts': 'work' } }],
    });
    two.undoReset();
    await settle();
    expect(one.state.files['app.ts']).toBe('work');
    expect(one.state.canUndoReset).toBe(false);
  });

  it('keep both versions of what both changed at once, say so, and let the learner switch', async () => {
    const { one, two, settle, storage } = await twoTabs({ connected: false });
    one.write('app.ts', 'from one');
    await settle();
    two.write('app.ts', 'from two');
    await settle();
    const [notice] = two.state.notices.filter(({ kind }) => kind === 'clash');
    expect(notice).toMatchObject({ kind: 'clash', files: ['app.ts'] });
    expect(two.state.files['app.ts'], 'what the learner types is not taken away').toBe('from two');
    expect(two.state.history).toMatchObject([{ reason: 'other-tab', files: { 'app.ts': 'from one' } }]);

    await one.refresh();
    expect(one.state.files['app.ts']).toBe('from two');
    expect(one.state.history).toMatchObject([{ reason: 'other-tab', files: { 'app.ts': 'from one' } }]);

    two.restore((notice as { id: string }).id);
    await settle();
    expect(two.state.files['app.ts']).toBe('from one');
    expect(two.state.history.at(-1)).toMatchObject({ reason: 'restore', files: { 'app.ts': 'from two' } });
    expect(storage.records.get('exercise:greet')).toMatchObject({ files: { 'app.ts': 'from one' } });
  });

  it('join changes of different files without a word', async () => {
    const { one, two, settle, storage } = await twoTabs({ connected: false });
    one.write('app.ts', 'from one');
    await settle();
    two.write('data.json', '[2]');
    await settle();
    expect(kinds(two)).not.toContain('clash');
    const joined = { 'app.ts': 'from one', 'data.json': '[2]' };
    expect(two.state.files).toEqual(joined);
    expect(storage.records.get('exercise:greet')).toMatchObject({ files: joined });
  });

  it('lose nothing that is typed while a save is on its way', async () => {
    const storage = memory();
    const { one, two, settle } = await twoTabs({ storage, connected: false });
    one.create('helpers.ts', 'from one');
    await settle();
    const { update } = storage;
    let go = () => {};
    storage.update = async (key, change) => {
      await new Promise<void>((resolve) => (go = resolve));
      return update(key, change);
    };
    two.write('app.ts', 'first');
    await turn();
    two.write('app.ts', 'second');
    storage.update = update;
    go();
    await settle();
    expect(two.state.files).toMatchObject({ 'app.ts': 'second', 'helpers.ts': 'from one' });
    expect(storage.records.get('exercise:greet')).toMatchObject({ files: two.state.files });
  });
});

describe('a storage that fails', () => {
  it('is tried again by itself, and the work of before is joined then', async () => {
    const storage = memory();
    const { session } = await openSession({ storage });
    session.write('app.ts', 'saved before');
    await session.saved();
    const { get } = storage;
    storage.get = () => Promise.reject(Object.assign(new Error('no'), { name: 'SecurityError' }));
    let retry = () => {};
    const later = (_: number, work: () => void) => {
      retry = work;
      return () => {};
    };
    const { session: blocked } = await openSession({ storage, later });
    expect(blocked.state.notices).toMatchObject([{ kind: 'not-saved', fault: 'blocked' }]);
    storage.get = get;
    retry();
    await blocked.saved();
    expect(blocked.state).toMatchObject({ files: { 'app.ts': 'saved before' }, notices: [] });
  });

  it('is tried again while there is something to be saved', async () => {
    const storage = memory();
    const { update } = storage;
    const pauses: number[] = [];
    let retry = () => {};
    const later = (ms: number, work: () => void) => {
      pauses.push(ms);
      retry = work;
      return () => {};
    };
    storage.update = () => Promise.reject(Object.assign(new Error('no room'), { name: 'QuotaExceededError' }));
    const { session } = await openSession({ storage, later });
    session.write('app.ts', 'typed');
    await session.saved();
    retry();
    await session.saved();
    expect(session.state.notices).toMatchObject([{ kind: 'not-saved', fault: 'full' }]);
    expect(pauses).toEqual([5000, 10_000]);
    storage.update = update;
    retry();
    await session.saved();
    expect(session.state.notices).toEqual([]);
    expect(storage.records.get('exercise:greet')).toMatchObject({ files: { 'app.ts': 'typed' } });
  });
});
