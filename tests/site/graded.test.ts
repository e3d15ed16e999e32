import { expect, test } from 'vitest';
import { gradedTests, kindLine } from '../../site/exercise/graded.ts';

test('the names of a suite’s tests, with what tables fill in left open', () => {
  const suite = `
    import { describe, expect, test as check } from 'vitest';
    interface Row { name: string }
    describe('group', () => {
      check('answers', () => {});
      check.each([['Ada', 1]] as [string, number][])('greets %s', (name: string) => expect(name).toBe('Ada'));
    });
    check.todo('is not written yet');
  `;
  expect(gradedTests({ 'app.test.ts': suite })).toEqual(['answers', 'greets …', 'is not written yet']);
});

test('kind and language in words', () => {
  expect(kindLine({ kind: 'fix', language: 'typescript' })).toEqual(['Fix a program', 'TypeScript']);
  expect(kindLine({ kind: 'shell', language: 'bash' })).toEqual(['Work in a shell', 'Bash']);
  expect(kindLine({ kind: 'order', language: 'yaml' })).toEqual(['Put in order']);
});
