import { describe, expect, test } from 'vitest';
import { parseExercise } from '../../sandbox/exercise.ts';
import type { Files } from '../../sandbox/types.ts';

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

  test('says what full Node would add', () => {
    expect(parseExercise('a', folder(front(`${good}\nfullNode: any npm package`))).fullNode).toBe('any npm package');
    expect(parseExercise('a', folder(front(good))).fullNode).toBeUndefined();
  });

  test('keeps services in the order in which they are declared', () => {
    const { services } = parseExercise('a', folder(front(`${good}\nserve: app.ts\nservices: [redis, postgres]`)));
    expect(services).toEqual(['redis', 'postgres']);
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
    [
      'an unknown service',
      folder(front(`${good}\nserve: app.ts\nservices: [postgress]`)),
      /services: there is no service called postgress\. Did you mean postgres\?/,
    ],
    [
      'a service that is like none',
      folder(front(`${good}\nserve: app.ts\nservices: [kafkaesque-bus]`)),
      /There are postgres, redis, mongodb\./,
    ],
    [
      'a service twice',
      folder(front(`${good}\nserve: app.ts\nservices: [redis, redis]`)),
      /services: redis is named twice/,
    ],
    [
      'full Node, where it cannot run',
      folder(front(`${good}\nserve: app.ts\nservices: [redis]\nfullNode: a shell`)),
      /fullNode: it runs TypeScript and JavaScript, and has no databases of this course/,
    ],
    [
      'services without a server',
      folder(front(`${good}\nservices: [redis]`)),
      /services: they start beside a server, and serve: names none/,
    ],
    ['no suite', { 'README.md': front(good), 'app.ts': '' }, /exercises\/a\/app\.test\.ts is missing/],
  ])('refuses %s, with file and key', (_case, files, message) => {
    expect(() => parseExercise('a', files)).toThrow(message);
  });
});
