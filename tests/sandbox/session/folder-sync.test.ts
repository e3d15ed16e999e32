import { describe, expect, test } from 'vitest';
import { createFolderSync, FolderFault } from '../../../sandbox/session/folder-sync.ts';
import { createFolder, meet, starter } from '../../support/folder.ts';
import { memory, openSession } from '../../support/session.ts';

describe('an exercise that is not in workspace/', () => {
  test('stays out of it until something changes, and then has what was changed', async () => {
    const page = await meet();
    await page.rest();
    expect(page.folder.files).toBeUndefined();
    expect(page.status()).toEqual({ kind: 'absent', folder: 'workspace/greet' });
    page.session.write('app.ts', 'mine');
    await page.rest();
    expect(page.folder.files).toEqual({ ...starter, 'app.ts': 'mine' });
    expect(page.status()).toMatchObject({ kind: 'saved', folder: 'workspace/greet' });
  });

  test('comes there with the work of earlier days when the learner says so', async () => {
    const storage = memory();
    const earlier = await openSession({ storage });
    earlier.session.write('app.ts', 'earlier');
    await earlier.session.saved();
    const page = await meet(undefined, storage);
    expect(page.folder.files).toBeUndefined();
    await page.sync.open();
    expect(page.folder.files).toMatchObject({ 'app.ts': 'earlier' });
    expect(page.session.state.files['app.ts']).toBe('earlier');
  });
});

describe('a save', () => {
  test('of the page shows on disk, after a pause in the typing', async () => {
    const page = await meet({});
    for (const text of ['m', 'mi', 'mine']) page.session.write('app.ts', text);
    expect(page.status().kind).toBe('saving');
    expect(page.folder.writes).toBe(0);
    await page.rest();
    expect([page.folder.files!['app.ts'], page.folder.writes, page.status().kind]).toEqual(['mine', 1, 'saved']);
  });

  test('on disk shows in the page, without a version in the history and without an echo', async () => {
    const page = await meet({});
    page.folder.files!['app.ts'] = 'theirs';
    page.folder.files!['own.ts'] = 'new';
    page.folder.tell();
    expect(page.session.state.files).toEqual({ ...starter, 'app.ts': 'theirs', 'own.ts': 'new' });
    expect(page.taken).toEqual([['app.ts', 'own.ts']]);
    await page.rest();
    expect([page.folder.writes, page.kept()]).toEqual([0, []]);
  });

  test('of the page goes on while an answer is on its way', async () => {
    const page = await meet({});
    page.session.write('app.ts', 'one');
    page.folder.trouble = () => {
      page.folder.trouble = undefined;
      page.session.write('app.ts', 'two');
    };
    await page.rest();
    expect(page.folder.files!['app.ts']).toBe('one');
    await page.rest();
    expect([page.folder.files!['app.ts'], page.session.state.files['app.ts'], page.notices()]).toEqual(['two', 'two', []]); // prettier-ignore
  });

  test('of a file that the page makes, renames and removes does so on disk', async () => {
    const page = await meet({});
    page.session.create('own.ts', 'x');
    await page.rest();
    page.session.rename('own.ts', 'other.ts');
    await page.rest();
    expect(page.folder.files).toEqual({ ...starter, 'other.ts': 'x' });
    page.session.remove('other.ts');
    await page.rest();
    expect(page.folder.files).toEqual(starter);
  });

  test('typed and taken back is one that is done', async () => {
    const page = await meet({});
    page.session.write('app.ts', 'x');
    page.session.write('app.ts', starter['app.ts']!);
    await page.rest();
    expect(page.status().kind).toBe('saved');
  });
});

describe('changes on both sides', () => {
  test('show the folder’s text; the page’s is a version in the history, one click away', async () => {
    const page = await meet({});
    page.session.write('app.ts', 'mine');
    page.folder.files!['app.ts'] = 'theirs';
    await page.rest();
    expect(page.folder.files!['app.ts']).toBe('theirs');
    expect(page.session.state.files['app.ts']).toBe('theirs');
    expect([page.kept(), page.notices()]).toEqual([[['workspace', 'mine']], ['folder-clash']]);
    const notice = page.session.state.notices.find((one) => one.kind === 'folder-clash')!;
    page.session.restore(notice.id);
    await page.rest();
    expect(page.folder.files!['app.ts'], 'and back').toBe('mine');
    expect(page.kept().at(-1)).toEqual(['restore', 'theirs']);
  });

  test('of different files are no clash', async () => {
    const page = await meet({});
    page.session.write('app.ts', 'mine');
    page.folder.files!['data.json'] = '[]';
    page.folder.tell();
    await page.rest();
    const both = { 'app.ts': 'mine', 'data.json': '[]' };
    expect([page.folder.files, page.session.state.files, page.notices()]).toEqual([both, both, []]);
  });

  test('while nobody answers are found when somebody does again', async () => {
    const page = await meet({});
    page.folder.lose();
    page.session.write('app.ts', 'mine');
    page.folder.trouble = () => {
      throw new TypeError('Failed to fetch');
    };
    await page.rest();
    expect(page.status()).toEqual({ kind: 'away', folder: 'workspace/greet' });
    page.folder.trouble = undefined;
    // The server that comes back counts anew.
    page.folder.number = 0;
    page.folder.tell();
    await page.rest();
    expect([page.folder.files!['app.ts'], page.notices()]).toEqual(['mine', []]);
  });

  test('on another day are told apart from those of one side', async () => {
    const storage = memory();
    const first = await meet({}, storage);
    first.session.write('app.ts', 'first');
    await first.rest();
    await first.session.saved();
    first.sync.stop();

    const onDisk = await meet({ 'app.ts': 'later on disk' }, storage);
    expect([onDisk.session.state.files['app.ts'], onDisk.notices()]).toEqual(['later on disk', []]);
    await onDisk.session.saved();
    onDisk.sync.stop();

    onDisk.session.write('app.ts', 'later in the page');
    await onDisk.session.saved();
    const inPage = await meet({ 'app.ts': 'later on disk' }, storage);
    await inPage.rest();
    expect([inPage.folder.files!['app.ts'], inPage.notices()]).toEqual(['later in the page', []]);
    inPage.sync.stop();

    inPage.session.write('app.ts', 'again in the page');
    await inPage.session.saved();
    const both = await meet({ 'app.ts': 'again on disk' }, storage);
    expect([both.session.state.files['app.ts'], both.notices()]).toEqual(['again on disk', ['folder-clash']]);
    expect(both.kept()).toEqual([['workspace', 'again in the page']]);
  });

  test('are not taken for those of another copy of the course', async () => {
    const storage = memory();
    const first = await meet({}, storage);
    first.session.write('app.ts', 'of the first copy');
    await first.rest();
    await first.session.saved();
    first.sync.stop();
    const { folder, connection } = createFolder({ 'app.ts': 'of the second copy' });
    folder.place = 'there';
    const { session } = await openSession({ storage });
    const options = { session, connection, storage, clock: Date, slug: 'greet', starter, onStatus() {}, onTaken() {} };
    await createFolderSync(options).start();
    expect(session.state.files['app.ts']).toBe('of the second copy');
    expect(session.state.history.map(({ files }) => files['app.ts'])).toEqual(['of the first copy']);
  });
});

describe('what is removed on disk', () => {
  test('goes in the page too, and stays in its history', async () => {
    const page = await meet({ 'own.ts': 'x' });
    delete page.folder.files!['own.ts'];
    page.folder.tell();
    expect(page.session.state.files).toEqual(starter);
    expect(page.session.state.history.map(({ files }) => files['own.ts'])).toEqual(['x']);
  });

  test('and belongs to the exercise stays in the page, which puts it back when it is told to', async () => {
    const page = await meet({ 'app.ts': 'mine' });
    delete page.folder.files!['app.ts'];
    page.folder.tell();
    expect(page.session.state.files['app.ts']).toBe('mine');
    expect(page.status()).toMatchObject({ kind: 'saved', missing: ['app.ts'] });
    await page.sync.open();
    expect(page.folder.files!['app.ts']).toBe('mine');
    expect(page.status()).toMatchObject({ missing: [] });
  });

  test('is the whole folder: the page goes on, and its next change makes a new one', async () => {
    const page = await meet({ 'app.ts': 'mine' });
    page.folder.files = undefined;
    page.folder.tell();
    expect(page.status().kind).toBe('absent');
    expect(page.session.state.files['app.ts']).toBe('mine');
    page.session.write('data.json', '[]');
    await page.rest();
    expect(page.folder.files).toEqual({ 'app.ts': 'mine', 'data.json': '[]' });
  });
});

test('a refusal is said, and the same text is not sent again and again', async () => {
  const page = await meet({});
  page.folder.trouble = () => {
    throw new FolderFault('No room is left on the disk.');
  };
  page.session.write('app.ts', 'mine');
  await page.rest();
  expect(page.status()).toEqual({ kind: 'refused', folder: 'workspace/greet', why: 'No room is left on the disk.' });
  page.folder.trouble = undefined;
  await page.rest();
  expect([page.folder.files!['app.ts'], page.status().kind]).toEqual(['mine', 'saved']);
});

test('a tab that another one relieves writes nothing more', async () => {
  const page = await meet({});
  page.session.write('app.ts', 'mine');
  page.sync.stop('elsewhere');
  await page.rest();
  expect([page.folder.writes, page.status().kind]).toEqual([0, 'elsewhere']);
  await page.start();
  await page.rest();
  expect(page.folder.files!['app.ts'], 'and goes on where it was').toBe('mine');
});

test('without a storage both sides still meet', async () => {
  const storage = { get: () => Promise.reject(new Error('blocked')), set: () => Promise.reject(new Error('blocked')), update: () => Promise.reject(new Error('blocked')) }; // prettier-ignore
  const page = await meet({ 'app.ts': 'theirs' }, storage as never);
  expect(page.session.state.files['app.ts']).toBe('theirs');
  page.session.write('app.ts', 'mine');
  await page.rest();
  expect(page.folder.files!['app.ts']).toBe('mine');
});
