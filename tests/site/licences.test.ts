import { expect, test } from 'vitest';
import { licences, readNotices } from '../../site/licences.ts';

test('reads the tables of the notices and nothing else', () => {
  const markdown = `# Title

| Package | Version | Licence |
| ------- | ------- | ------- |
| @a/b    | 1.0.0   | MIT     |

| Source  | Version | Licence       |
| ------- | ------- | ------------- |
| SQLite  | 3.54.1  | public domain |
`;
  expect(readNotices(markdown)).toEqual([
    { name: '@a/b', version: '1.0.0', licence: 'MIT' },
    { name: 'SQLite', version: '3.54.1', licence: 'public domain' },
  ]);
});

test('packages come with the words of their licences', () => {
  const all = licences();
  expect(all.find(({ name }) => name === 'express')?.text).toContain('Permission is hereby granted');
  // A package without a licence file is listed all the same.
  expect(all.filter(({ text }) => text).length).toBeGreaterThan(all.length * 0.8);
});
