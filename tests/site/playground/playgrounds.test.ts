import { expect, test } from 'vitest';
import type { Storage } from '../../../sandbox/session/session.ts';
import { createPlaygrounds, freeName, listKey } from '../../../site/playground/playgrounds.ts';

const begin = { files: { 'main.ts': '1' }, requests: [], packages: [] };
const day = 24 * 3600 * 1000;

function setUp(records = new Map<string, unknown>()) {
  let time = Date.UTC(2026, 2, 1);
  const storage: Storage = {
    get: async (key) => structuredClone(records.get(key)),
    set: async (key, value) => void records.set(key, structuredClone(value)),
    update: async (key, change) => void records.set(key, structuredClone(change(records.get(key)))),
  };
  const list = createPlaygrounds({ storage, clock: { now: () => time } });
  return { list, records, pass: (ms: number) => void (time += ms) };
}

const names = (entries: { name: string }[]) => entries.map(({ name }) => name);

test('keeps playgrounds, the latest used first', async () => {
  const { list, pass } = setUp();
  await list.keep({ id: 'a', name: 'One' }, begin);
  pass(1000);
  await list.keep({ id: 'b', name: 'Two' }, begin);
  expect(names(await list.all())).toEqual(['Two', 'One']);
  pass(1000);
  await list.keep({ id: 'a', name: 'is named already' }, { ...begin, files: {} });
  expect(names(await list.all())).toEqual(['One', 'Two']);
  expect(await list.beginning('a')).toEqual(begin);
  expect(names(await list.rename('a', 'First'))).toEqual(['First', 'Two']);
});

test('a deleted one can be brought back for 30 days, then it is gone with its work', async () => {
  const { list, records, pass } = setUp();
  await list.keep({ id: 'a', name: 'One' }, begin);
  records.set('exercise:playground:a', { files: {} });
  const [deleted] = await list.remove('a');
  expect(deleted!.deletedAt).toBeDefined();
  expect((await list.restore('a'))[0]!.deletedAt).toBeUndefined();
  await list.remove('a');
  pass(29 * day);
  expect(await list.all()).toHaveLength(1);
  pass(2 * day);
  expect(await list.all()).toEqual([]);
  expect(records.get('exercise:playground:a')).toBeUndefined();
  expect(await list.beginning('a')).toBeUndefined();
});

test('using a deleted one brings it back', async () => {
  const { list } = setUp();
  await list.keep({ id: 'a', name: 'One' }, begin);
  await list.remove('a');
  expect((await list.keep({ id: 'a', name: 'One' }, begin))[0]!.deletedAt).toBeUndefined();
});

test('a list of a later version is left alone, a broken one is begun anew', async () => {
  const later = { version: 2, playgrounds: 'something' };
  const { list, records } = setUp(new Map<string, unknown>([[listKey, later]]));
  await expect(list.all()).rejects.toThrow('newer version');
  await expect(list.keep({ id: 'a', name: 'One' }, begin)).rejects.toThrow('newer version');
  expect(records.get(listKey)).toEqual(later);
  expect(await setUp(new Map<string, unknown>([[listKey, { playgrounds: [null, { id: 1 }] }]])).list.all()).toEqual([]);
});

test('names are told apart', () => {
  const entry = { id: '', createdAt: '', usedAt: '' };
  expect(freeName('Express', [])).toBe('Express');
  expect(
    freeName('Express', [
      { ...entry, name: 'Express' },
      { ...entry, name: 'Express 2' },
    ]),
  ).toBe('Express 3');
  expect(freeName('Express', [{ ...entry, name: 'Express', deletedAt: 'x' }])).toBe('Express');
});
