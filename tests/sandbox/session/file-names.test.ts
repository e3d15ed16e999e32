import { describe, expect, it } from 'vitest';
import { nameFault, sizeFault } from '../../../sandbox/session/file-names.ts';

const suite = { tests: { 'app.test.ts': '' } };

describe('a name', () => {
  it.each(['helpers.ts', 'lib/a/b.ts', 'Dockerfile', '.dockerignore', 'a+b@2.json', 'lib/own.test.ts', 'solutions.ts'])(
    'may be %s',
    (path) => expect(nameFault(path, suite)).toBeUndefined(),
  );

  it.each([
    ['', 'A file needs a name'],
    ['  ', 'A file needs a name'],
    ['/etc/passwd', 'path of a whole computer'],
    ['C:/a.ts', 'path of a whole computer'],
    ['a\\b.ts', 'path of a whole computer'],
    ['../a.ts', 'does not stay'],
    ['a/./b.ts', 'does not stay'],
    ['a//b.ts', 'does not stay'],
    ['lib/', 'does not stay'],
    ['a b.ts', 'characters that not every system allows'],
    ['a.', 'characters that not every system allows'],
    ['.env', 'begins with a dot'],
    ['CON.ts', 'a meaning of its own'],
    ['__proto__', 'a meaning of its own'],
    ['node_modules/x.js', 'a meaning of its own'],
    ['solution/app.ts', 'keeps its own files in “solution”'],
    ['wrong', 'keeps its own files in “wrong”'],
    ['README.md', 'the exercise’s own text'],
    ['other.test.ts', 'taken for the suite'],
    ['x'.repeat(101), 'longer than 100 characters'],
  ])('cannot be “%s”', (path, why) => expect(nameFault(path, suite)).toContain(why));

  it('may be a test’s where no suite grades', () => {
    expect(nameFault('app.test.ts', { tests: {} })).toBeUndefined();
  });
});

describe('the size of all files', () => {
  it('is bounded by number and by length', () => {
    const many = (count: number, length: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}.ts`, 'x'.repeat(length)]));
    expect(sizeFault(many(60, 10))).toBeUndefined();
    expect(sizeFault(many(61, 10))).toContain('60 files at most');
    expect(sizeFault(many(1, 200_001))).toContain('200 kB');
    expect(sizeFault(many(6, 190_000))).toContain('1 MB together');
  });
});
