import { describe, expect, test } from 'vitest';
import { parseExercise } from '../../sandbox/exercise.ts';
import type { Files } from '../../sandbox/types.ts';
import { countWords, foldersIn, readFolder, wordsToAvoid } from './read.ts';

describe.each(foldersIn('exercises'))('exercises/%s', (slug) => {
  const files = readFolder(`exercises/${slug}`);
  const paths = Object.keys(files);
  const foldersOf = (kind: string) => [
    ...new Set(paths.filter((path) => path.startsWith(`${kind}/`)).map((path) => path.split('/')[1]!)),
  ];
  const exercise = parseExercise(slug, files);

  test('has a slug in kebab-case', () => {
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('marks in its starter what is left to do', () => {
    const starter = exercise.focus.map((path) => exercise.starter[path]).join('\n');
    expect(starter).toContain('TODO');
  });

  test('has a solution, and no TODO in it', () => {
    const solution = paths.filter((path) => path.startsWith('solution/'));
    expect(solution).not.toEqual([]);
    expect(solution.filter((path) => String(files[path]).includes('TODO'))).toEqual([]);
  });

  test('has at least two other right answers', () => {
    expect(foldersOf('alt').length).toBeGreaterThanOrEqual(2);
  });

  test('has a folder and a diagnosis for each typical wrong answer', () => {
    expect(foldersOf('wrong').toSorted()).toEqual(Object.keys(exercise.wrong).toSorted());
    expect(Object.keys(exercise.wrong)).not.toEqual([]);
  });

  test('has diagnoses that differ, of at most 60 words', () => {
    const diagnoses = Object.values(exercise.wrong);
    expect(new Set(diagnoses).size).toBe(diagnoses.length);
    expect(diagnoses.filter((diagnosis) => countWords(diagnosis) > 60)).toEqual([]);
  });

  test('holds no stray files', () => {
    const answered = new Set(Object.keys(exercise.starter));
    const stray = paths.filter((path) => {
      const [folder, id, ...rest] = path.split('/');
      if (folder === 'solution') return !answered.has([id, ...rest].join('/'));
      if (folder === 'alt' || folder === 'wrong') return rest.length === 0;
      return /(^|\/)\.|~$|\.(orig|rej|log)$/.test(path);
    });
    expect(stray).toEqual([]);
  });

  test('imports nothing but packages, #testing and its own files', () => {
    const suite = Object.values(exercise.tests).join('\n');
    const imported = [...suite.matchAll(/from '([^']+)'/g)].map(([, specifier]) => specifier!);
    expect(imported.filter((specifier) => specifier.startsWith('../') || specifier.startsWith('/'))).toEqual([]);
    expect(imported).toContain('#testing');
  });

  test('speaks plainly', () => {
    const words = [exercise.task, exercise.title, ...exercise.hints, ...Object.values(exercise.wrong)].join('\n');
    expect(words.replace(/```[\s\S]*?```|`[^`]*`/g, '').match(wordsToAvoid) ?? []).toEqual([]);
  });
});

describe('parseExercise', () => {
  const front = (lines: string) => `---\n${lines}\n---\n\nDo it.\n`;
  const good = 'title: A\nkind: write\nlanguage: typescript\nfocus: [app.ts]\nhints: [a, b, c]\nwrong: { x: No }';
  const folder = (readme: string): Files => ({ 'README.md': readme, 'app.ts': '// TODO', 'app.test.ts': '' });

  test('sorts a folder into starter, suite and answers', () => {
    const exercise = parseExercise('a', { ...folder(front(good)), 'solution/app.ts': 's', 'login.ts': 'l' });
    expect(exercise).toMatchObject({ slug: 'a', timeLimit: 5, task: 'Do it.', wrong: { x: 'No' } });
    expect(exercise.starter).toEqual({ 'app.ts': '// TODO', 'login.ts': 'l' });
    expect(exercise.tests).toEqual({ 'app.test.ts': '' });
  });

  test.each<[string, Files, RegExp]>([
    ['no README', { 'app.ts': '' }, /exercises\/a\/README\.md is missing/],
    ['no front matter', folder('# A'), /exercises\/a\/README\.md has no front matter/],
    ['broken YAML', folder(front('title: [')), /exercises\/a\/README\.md: the front matter is not valid YAML/],
    [
      'an unknown key',
      folder(front(`${good}\nhint: x`)),
      /exercises\/a\/README\.md: unknown key hint\. Known keys are title/,
    ],
    ['two hints', folder(front(good.replace(', c', ''))), /exercises\/a\/README\.md: hints: must hold three hints/],
    ['an unknown kind', folder(front(good.replace('write', 'wrte'))), /README\.md: kind: /],
    ['a missing key', folder(front(good.replace('title: A\n', ''))), /README\.md: title: /],
    ['a focus that is not there', folder(front(good.replace('app.ts', 'ap.ts'))), /focus: there is no file ap\.ts/],
    ['no suite', { 'README.md': front(good), 'app.ts': '' }, /exercises\/a\/app\.test\.ts is missing/],
  ])('refuses %s, with file and key', (_case, files, message) => {
    expect(() => parseExercise('a', files)).toThrow(message);
  });
});
