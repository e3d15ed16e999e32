import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../../../site/exercise/history/archive.ts';
import { folderOf } from '../../../../site/exercise/history/folder.ts';
import { planImport, withoutMissing, type Entry } from '../../../../site/exercise/history/import-plan.ts';
import { exercise } from '../../../support/session.ts';

const readme = '# Greet\n\nSay hello.';
const present = { 'app.ts': '// TODO', 'data.json': '{}', 'mine.ts': 'mine' };
const entry = (path: string, text = 'new'): Entry => ({ path, bytes: strToU8(text) });
const plan = (...entries: Entry[]) => planImport(entries, exercise, present);

describe('an archive', () => {
  it('comes back as what was downloaded', () => {
    const files = { ...present, 'app.ts': 'changed', 'lib/ü.ts': '// ü' };
    const archive = pack(folderOf(exercise, files, readme));
    const {
      files: after,
      changes,
      skipped,
      doubt,
    } = planImport(unpack(archive), exercise, {
      ...exercise.starter,
    } as Record<string, string>);
    // `ü` is a name that not every system allows, wherever it came from.
    expect(after).toEqual({ ...present, 'app.ts': 'changed' });
    expect(changes).toEqual([
      { path: 'app.ts', kind: 'changed' },
      { path: 'mine.ts', kind: 'added' },
    ]);
    expect(skipped.filter(({ why }) => why)).toMatchObject([{ path: 'lib/ü.ts' }]);
    expect(doubt).toBeUndefined();
  });

  it('that is damaged, or none, says so', () => {
    const archive = pack({ 'app.ts': 'x'.repeat(1000) });
    expect(() => unpack(archive.slice(0, 60))).toThrow('cannot be read');
    expect(() => unpack(strToU8('PK no'))).toThrow('cannot be read');
  });

  it('is not unpacked beyond what an exercise can hold', () => {
    const bomb = zipSync({ 'big.ts': new Uint8Array(50_000_000), 'app.ts': strToU8('small') });
    expect(unpack(bomb)).toMatchObject([{ path: 'big.ts' }, { path: 'app.ts' }]);
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`${at}.ts`, new Uint8Array(1)]));
    expect(() => unpack(zipSync(many))).toThrow('holds too much');
  });
});

describe('an import', () => {
  it.each([
    ['workspace/greet/app.ts'],
    ['greet/app.ts'],
    ['course/workspace/greet/app.ts'],
    ['./app.ts'],
    ['app.ts'],
    ['greet\\app.ts'],
  ])('finds the exercise’s folder in %s', (path) => {
    expect(plan(entry(path)).files).toEqual({ ...present, 'app.ts': 'new' });
    expect(plan(entry(path)).doubt).toBeUndefined();
  });

  it('takes its own exercise out of a whole workspace', () => {
    const { files } = plan(entry('workspace/other/app.ts', 'other'), entry('workspace/greet/app.ts', 'ours'));
    expect(files['app.ts']).toBe('ours');
  });

  it('refuses the folder of another exercise', () => {
    expect(() => plan(entry('workspace/other/app.ts'))).toThrow('This is the work on “other”, not on “greet”.');
    expect(() => plan(entry('app.ts'), entry('README.md', '# Other\n'))).toThrow('work on “Other”');
  });

  it('doubts a folder with another name', () => {
    expect(plan(entry('copy/app.ts')).doubt).toContain('“copy”');
  });

  it('keeps a folder that belongs to the exercise', () => {
    expect(plan(entry('lib/a.ts')).changes).toEqual([{ path: 'lib/a.ts', kind: 'added' }]);
  });

  it('leaves out what cannot be taken, and says why', () => {
    const { skipped, files } = plan(
      entry('app.ts'),
      entry('app.test.ts', 'another suite'),
      { path: 'logo.png', bytes: new Uint8Array([1, 0, 2]) },
      { path: 'latin.txt', bytes: new Uint8Array([0xe9]) },
      { path: 'long.ts' },
      entry('solution/app.ts'),
      entry('MINE.ts'),
      entry('.env'),
      entry('node_modules/x/index.js'),
    );
    expect(files).toEqual({ ...present, 'app.ts': 'new' });
    expect(skipped.map(({ path }) => path)).toEqual([
      'app.test.ts',
      'logo.png',
      'latin.txt',
      'long.ts',
      'solution/app.ts',
      'MINE.ts',
    ]);
    expect(skipped.every(({ why }) => why)).toBe(true);
  });

  it('says when nothing can be taken', () => {
    expect(() => plan()).toThrow('There are no files in it that belong to this exercise.');
    expect(() => plan(entry('app.test.ts', 'the suite'))).toThrow('There are no files in it');
    expect(() => plan({ path: 'a.bin', bytes: new Uint8Array([0]) })).toThrow('“a.bin”: not a text file');
    expect(() => plan(entry('../../etc/passwd'))).toThrow('does not stay in the exercise’s folder');
  });

  it('removes files of one’s own only where that is asked for', () => {
    const planned = plan(entry('app.ts'), entry('data.json', '[]'));
    expect(planned.missing).toEqual(['mine.ts']);
    expect(planned.files).toHaveProperty(['mine.ts']);
    expect(withoutMissing(planned, present)).toMatchObject({
      files: { 'app.ts': 'new', 'data.json': '[]' },
      changes: [{ path: 'app.ts' }, { path: 'data.json' }, { path: 'mine.ts', kind: 'removed' }],
    });
  });
});
