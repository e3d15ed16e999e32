import { expect, test } from 'vitest';
import { gradedTests, kindWords } from '../../site/exercise/graded.ts';

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
  expect(kindWords({ kind: 'fix', language: 'typescript' })).toEqual(['Find and mend a fault', 'TypeScript']);
  expect(kindWords({ kind: 'shell', language: 'bash' })).toEqual(['Use the shell', 'Bash']);
});
