import { describe, expect, test } from 'vitest';
import { reconcile, type Outcome } from '../../../sandbox/session/reconcile.ts';

type Text = string | undefined;
const files = (text: Text): Record<string, string> => (text === undefined ? {} : { 'a.ts': text });

/** One file that both know as `base`, with the text that each side has now. */
const meet = (base: Text, mine: Text, theirs: Text, starter: Text = undefined) =>
  reconcile({ base: files(base), mine: files(mine), theirs: files(theirs), starter: files(starter) });
const shown = ({ files, push, clashes, missing, removed }: Outcome) => ({
  page: files['a.ts'],
  disk: 'a.ts' in push ? push['a.ts'] : 'left alone',
  ...(clashes.length && { clash: true }),
  ...(missing.length && { missing: true }),
  ...(removed.length && { removed: true }),
});
const alone = 'left alone';

describe('a file that both know', () => {
  test.each<[string, Text, Text, Text, object]>([
    ['unchanged', 'b', 'b', 'b', { page: 'b', disk: alone }],
    ['changed on disk', 'b', 'b', 't', { page: 't', disk: alone }],
    ['changed in the page', 'b', 'm', 'b', { page: 'm', disk: 'm' }],
    ['changed to the same', 'b', 'x', 'x', { page: 'x', disk: alone }],
    ['changed on both sides', 'b', 'm', 't', { page: 't', disk: alone, clash: true }],
    ['removed on disk', 'b', 'b', undefined, { page: undefined, disk: alone, removed: true }],
    ['removed in the page', 'b', undefined, 'b', { page: undefined, disk: null }],
    ['removed on disk, changed in the page', 'b', 'm', undefined, { page: 'm', disk: 'm' }],
    ['removed in the page, changed on disk', 'b', undefined, 't', { page: 't', disk: alone }],
    ['removed on both sides', 'b', undefined, undefined, { page: undefined, disk: alone }],
    ['other ends of lines on disk', 'b\n', 'b\n', 'b\r\n', { page: 'b\n', disk: alone }],
    ['other ends of lines in the page, and changed there', 'b\n', 'm\r\n', 'b\n', { page: 'm\r\n', disk: 'm\n' }],
  ])('%s', (_name, base, mine, theirs, outcome) => {
    expect(shown(meet(base, mine, theirs))).toEqual(outcome);
  });
});

describe('a file that nobody knows', () => {
  test.each<[string, Text, Text, object]>([
    ['made in the page', 'm', undefined, { page: 'm', disk: 'm' }],
    ['made on disk', undefined, 't', { page: 't', disk: alone }],
    ['made on both sides, the same', 'x', 'x', { page: 'x', disk: alone }],
    ['made on both sides, differently', 'm', 't', { page: 't', disk: alone, clash: true }],
  ])('%s', (_name, mine, theirs, outcome) => {
    expect(shown(meet(undefined, mine, theirs))).toEqual(outcome);
  });
});

describe('a file of the starter', () => {
  test.each<[string, Text, Text, Text, object]>([
    ['that was only changed in the page before the two met', undefined, 'm', 's', { page: 'm', disk: 'm' }],
    ['that was only changed on disk before the two met', undefined, 's', 't', { page: 't', disk: alone }],
    ['that both had changed before they met', undefined, 'm', 't', { page: 't', disk: alone, clash: true }],
    ['that is gone on disk', 'b', 'b', undefined, { page: 'b', disk: alone, missing: true }],
    ['that is gone on disk and goes on in the page', 'b', 'm', undefined, { page: 'm', disk: 'm' }],
    ['that was reset in the page', 'b', 's', 'b', { page: 's', disk: 's' }],
  ])('%s', (_name, base, mine, theirs, outcome) => {
    expect(shown(meet(base, mine, theirs, 's'))).toEqual(outcome);
  });
});

test('what both have is remembered, and what is on its way is not', () => {
  const base = { same: 'b', disk: 'b', page: 'b', clash: 'b', gone: 'b' };
  const mine = { ...base, page: 'm', clash: 'm' };
  const theirs = { same: 'b', disk: 't', page: 'b', clash: 't' };
  expect(reconcile({ base, mine, theirs, starter: {} }).base).toEqual({ same: 'b', disk: 't', page: 'b', clash: 't' });
});

test('a file that no page can show is left alone', () => {
  const met = reconcile({ base: {}, mine: { 'a.bin': 'm' }, theirs: {}, starter: {}, left: new Set(['a.bin']) });
  expect(met).toMatchObject({ files: { 'a.bin': 'm' }, push: {} });
});

test('whatever happens, one of the two sides or the history has each text', () => {
  const texts: Text[] = [undefined, 'b', 'm', 't'];
  for (const base of texts) {
    for (const mine of texts) {
      for (const theirs of texts) {
        const met = meet(base, mine, theirs);
        const disk = 'a.ts' in met.push ? met.push['a.ts'] : theirs;
        const kept = [met.files['a.ts'], disk, ...(met.clashes.length + met.removed.length ? [mine] : [])];
        // What was changed by nobody may go when the other side removes it or changes it.
        for (const text of [mine, theirs]) if (text !== undefined && text !== base) expect(kept).toContain(text);
      }
    }
  }
});
