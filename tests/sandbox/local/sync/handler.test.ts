import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSyncHandler, mostBytes, type Answer, type Ask } from '../../../../sandbox/local/sync/handler.ts';
import type { FolderState, FolderWritten, ProgressWritten } from '../../../../sandbox/local/sync/protocol.ts';
import { attempted, noProgress } from '../../../../sandbox/progress/progress.ts';

const project = path.resolve(import.meta.dirname, '../../../..');
const slug = 'hello-server';
const starter = readFileSync(path.join(project, 'exercises', slug, 'app.ts'), 'utf8');
const token = 'a-word-of-this-server';
const host = '127.0.0.1:4321';

let workspace: string;
let handle: ReturnType<typeof createSyncHandler>;
beforeEach(() => {
  // A name with a space and a letter beyond ASCII, as people have them.
  workspace = path.join(mkdtempSync(path.join(tmpdir(), 'sync-')), 'Lernen für alle');
  handle = createSyncHandler({ project, workspace, token });
});
afterEach(() => rmSync(path.dirname(workspace), { recursive: true, force: true }));

const at = (...parts: string[]) => path.join(workspace, slug, ...parts);
const onDisk = (file: string) => readFileSync(at(file), 'utf8');

/** A request as the page sends it, but for what is given. */
function ask(parts: Partial<Omit<Ask, 'body'>> & { json?: unknown; text?: string } = {}): Promise<Answer> {
  const { json, text = JSON.stringify(json), headers, ...rest } = parts;
  return handle({
    method: json === undefined && parts.text === undefined ? 'GET' : 'POST',
    path: `exercises/${slug}`,
    remote: '127.0.0.1',
    port: 4321,
    headers: {
      host,
      origin: `http://${host}`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      'x-engine-room-token': token,
      ...headers,
    },
    body: async (limit) => (text.length > limit ? undefined : text),
    ...rest,
  });
}
const state = async () => (await ask()).body as FolderState;
const write = async (changes: unknown[], open = false) =>
  (await ask({ json: { open, changes } })).body as FolderWritten;
const reading = { headers: { origin: undefined } };

describe('who may ask', () => {
  test.each<[string, Parameters<typeof ask>[0], number]>([
    ['the page itself', {}, 200],
    ['the page under the name localhost', { headers: { host: 'localhost:4321', origin: 'http://localhost:4321' } }, 200],
    ['a read of the page, without an origin', reading, 200],
    ['a computer of the network', { remote: '192.168.1.7' }, 403],
    ['a computer of the network, by IPv6', { remote: '::ffff:192.168.1.7' }, 403],
    ['a connection whose other end is unknown', { remote: undefined }, 403],
    ['a name that was pointed here (DNS rebinding)', { headers: { host: 'evil.example:4321', origin: 'http://evil.example:4321' } }, 403],
    ['a name that only begins like ours', { headers: { host: '127.0.0.1.evil.example:4321' } }, 403],
    ['our name with the port of another server', { headers: { host: '127.0.0.1:80', origin: 'http://127.0.0.1:80' } }, 403],
    ['no host at all', { headers: { host: undefined } }, 403],
    ['a page of another site', { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } }, 403],
    ['a page of another port of this computer', { headers: { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' } }, 403],
    ['the frame in which programs run', { headers: { origin: 'null', 'sec-fetch-site': 'cross-site' } }, 403],
    ['a page that hides its origin', { headers: { 'sec-fetch-site': 'cross-site', origin: undefined } }, 403],
    ['an address that was typed in', { headers: { 'sec-fetch-site': 'none', origin: undefined } }, 403],
    ['a write without an origin', { ...reading, json: { changes: [] } }, 403],
    ['no token', { headers: { 'x-engine-room-token': undefined } }, 403],
    ['the token of an earlier start', { headers: { 'x-engine-room-token': 'b-word-of-this-server' } }, 403],
    ['a method that only sounds right', { method: 'PUT' }, 405],
    ['a delete of the folder', { method: 'DELETE' }, 405],
    ['a method of a prototype', { method: 'constructor' }, 405],
    ['a form that another site could send', { json: { changes: [] }, headers: { 'content-type': 'text/plain' } }, 415],
    ['no JSON', { text: '{' }, 400],
    ['another shape', { json: { changes: [{ path: 'app.ts' }] } }, 400],
    ['more than fits', { text: ' '.repeat(mostBytes + 1) }, 413],
    ['an exercise that does not exist', { path: 'exercises/hello' }, 404],
    ['a folder above', { path: 'exercises/..' }, 404],
    ['a folder above, written otherwise', { path: 'exercises/%2e%2e' }, 404],
    ['nothing of ours', { path: '' }, 404],
  ])('%s', async (_name, parts, status) => {
    const answer = await ask(parts);
    expect(answer.status).toBe(status);
    if (status !== 200) expect(answer.body).toMatchObject({ error: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(existsSync(workspace), 'asking writes nothing').toBe(false);
  }); // prettier-ignore

  test('nobody, while there is no token', async () => {
    handle = createSyncHandler({ project, workspace, token: '' });
    expect(await ask({ headers: { 'x-engine-room-token': '' } })).toMatchObject({ status: 403 });
  });
});

describe('a folder', () => {
  test('is made when a write asks for it, and only then', async () => {
    expect(await state()).toMatchObject({ opened: false, files: {}, left: [] });
    expect(await ask({ json: { changes: [] } })).toMatchObject({ status: 409 });
    expect(existsSync(workspace)).toBe(false);
    const { state: now, refused } = await write([], true);
    expect(refused).toEqual([]);
    expect(now).toMatchObject({ opened: true, files: { 'app.ts': { text: starter } } });
    expect(Object.keys(now.files)).toEqual(['app.ts', 'server.ts']);
    expect(readdirSync(at()).sort()).toEqual(['README.md', 'app.test.ts', 'app.ts', 'server.ts']);
  });

  test('takes a change of the version that is there, and no other', async () => {
    const { state: before } = await write([], true);
    const was = before.files['app.ts']!.version;
    const { state: after, refused } = await write([{ path: 'app.ts', was, text: 'mine' }]);
    expect(refused).toEqual([]);
    expect(after.number).toBeGreaterThan(before.number);
    expect(onDisk('app.ts')).toBe('mine');

    const late = await write([{ path: 'app.ts', was, text: 'late' }]);
    expect(late.refused).toEqual([{ path: 'app.ts', why: '“app.ts” was changed meanwhile.', changed: true }]);
    expect(late.state.files['app.ts']!.text).toBe('mine');
    expect(await write([{ path: 'app.ts', was: null, text: 'new' }])).toMatchObject({ refused: [{ changed: true }] });
    expect(readdirSync(at()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('takes new files, also in folders of their own, and lets go of them', async () => {
    await write([], true);
    const made = await write([{ path: 'lib/greet.ts', was: null, text: 'export {}' }]);
    expect(onDisk('lib/greet.ts')).toBe('export {}');
    const was = made.state.files['lib/greet.ts']!.version;
    expect((await write([{ path: 'lib/greet.ts', was, text: null }])).state.files['lib/greet.ts']).toBeUndefined();
  });

  test.each([
    ['../escaped.ts'],
    ['..\\escaped.ts'],
    ['/tmp/escaped.ts'],
    ['C:\\escaped.ts'],
    ['lib/../../escaped.ts'],
    ['.env'],
    ['node_modules/x.js'],
    ['README.md'],
    ['readme.MD'],
    ['app.test.ts'],
    ['App.Test.ts'],
    ['solution/app.ts'],
    ['APP.TS'],
    ['app.ts/x.ts'],
  ])('refuses to write %s', async (file) => {
    await write([], true);
    const { refused } = await write([{ path: file, was: null, text: 'x' }]);
    expect(refused).toMatchObject([{ path: file, changed: false }]);
    expect(readdirSync(at()).sort()).toEqual(['README.md', 'app.test.ts', 'app.ts', 'server.ts']);
    expect(readdirSync(path.dirname(workspace))).toEqual([path.basename(workspace)]);
  });

  test('refuses what is too large', async () => {
    await write([], true);
    const { refused } = await write([{ path: 'data.txt', was: null, text: 'x'.repeat(200_001) }]);
    expect(refused).toMatchObject([{ why: expect.stringContaining('too large') }]);
  });

  test('follows no link: not of a file, not of a folder, not of itself', async () => {
    const { state: opened } = await write([], true);
    const outside = path.join(path.dirname(workspace), 'outside');
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'app.ts'), 'not yours');
    rmSync(at('app.ts'));
    symlinkSync(path.join(outside, 'app.ts'), at('app.ts'));
    symlinkSync(outside, at('lib'), 'junction');
    expect(Object.keys((await state()).files)).toEqual(['server.ts']);
    const { refused } = await write([
      { path: 'app.ts', was: opened.files['app.ts']!.version, text: 'x' },
      { path: 'lib/new.ts', was: null, text: 'x' },
    ]);
    expect(refused.map(({ why }) => why)).toEqual([expect.stringContaining('link'), expect.stringContaining('link')]);
    expect(readFileSync(path.join(outside, 'app.ts'), 'utf8')).toBe('not yours');
    expect(readdirSync(outside)).toEqual(['app.ts']);

    rmSync(at(), { recursive: true });
    symlinkSync(outside, at(), 'junction');
    expect(await state()).toMatchObject({ opened: false, files: {} });
    expect(await ask({ json: { open: true, changes: [] } })).toMatchObject({ status: 403 });
    expect(lstatSync(at()).isSymbolicLink() && readdirSync(outside)).toEqual(['app.ts']);
  });

  test('keeps the ends of lines and the mark that a file has', async () => {
    await write([], true);
    writeFileSync(at('app.ts'), '\uFEFFone\r\ntwo\r\n');
    const { text, version } = (await state()).files['app.ts']!;
    expect(text).toBe('one\ntwo\n');
    await write([{ path: 'app.ts', was: version, text: 'one\n2\nthree\n' }]);
    expect(onDisk('app.ts')).toBe('\uFEFFone\r\n2\r\nthree\r\n');
  });

  test('shows texts alone, and says what it leaves out', async () => {
    await write([], true);
    writeFileSync(at('picture.bin'), new Uint8Array([1, 0, 2]));
    writeFileSync(at('latin.txt'), new Uint8Array([0x66, 0xfc, 0x72]));
    writeFileSync(at('long.txt'), 'x'.repeat(200_001));
    writeFileSync(at('with space.ts'), '');
    writeFileSync(at('notes.txt'), 'mine');
    writeFileSync(at('.hidden'), 'mine');
    const { files, left } = await state();
    expect(Object.keys(files)).toEqual(['app.ts', 'notes.txt', 'server.ts']);
    expect(left.map(({ path: file, why }) => `${file} ${why}`)).toEqual([
      'latin.txt is no text',
      'long.txt is too large for a page',
      'picture.bin is no text',
      'with space.ts has a name that pages do not take',
    ]);
  });

  test('tells of each change on disk, also of one by rename, until nobody listens', async () => {
    await write([], true);
    const lines: FolderState[] = [];
    const answer = await ask({ path: `exercises/${slug}/changes` });
    const stop = answer.stream!((line) => lines.push(line as FolderState));
    expect(lines).toMatchObject([{ opened: true, files: { 'app.ts': { text: starter } } }]);
    writeFileSync(at('app.ts.swp'), 'by rename');
    const { renameSync } = await import('node:fs');
    renameSync(at('app.ts.swp'), at('app.ts'));
    await vi.waitFor(() => expect(lines.at(-1)!.files['app.ts']!.text).toBe('by rename'), { timeout: 3000 });
    rmSync(at(), { recursive: true });
    await vi.waitFor(() => expect(lines.at(-1)!.opened).toBe(false), { timeout: 3000 });
    stop();
  });
});

describe('the record of progress', () => {
  const passed = attempted(noProgress(), slug, true, '2030-01-01T00:00:00.000Z');
  const send = (record: unknown) => ask({ path: 'progress', json: { record } });

  test('is joined with what is there, and given back', async () => {
    await send(passed);
    const other = attempted(noProgress(), 'notes-ownership', false, '2030-01-02T00:00:00.000Z');
    const { record } = (await send(other)).body as ProgressWritten;
    expect(record).toMatchObject({
      exercises: { [slug]: { status: 'completed' }, 'notes-ownership': { status: 'started' } },
    });
    expect(readdirSync(workspace)).toEqual(['progress.json']);
  });

  test('is not begun by looking, and is deleted when the page deletes all', async () => {
    await send(noProgress());
    expect(existsSync(workspace)).toBe(false);
    await send(passed);
    expect(await ask({ path: 'progress', method: 'DELETE' })).toMatchObject({ status: 200 });
    expect(readdirSync(workspace)).toEqual([]);
  });

  test('is written when something is new, and then alone: pages that follow it would send theirs without end', async () => {
    await send(passed);
    const written = statSync(path.join(workspace, 'progress.json'), { bigint: true }).mtimeNs;
    await send(passed);
    await send(noProgress());
    expect(statSync(path.join(workspace, 'progress.json'), { bigint: true }).mtimeNs).toBe(written);
  });

  test('is not replaced by what is none', async () => {
    await send(passed);
    expect(await send('mine')).toMatchObject({ status: 422 });
    expect(await send({ version: 99, exercises: {} })).toMatchObject({ status: 422 });
  });
});
