import { expect, test } from 'vitest';
import { licences } from '../../site/licences.ts';

test('packages come with the words of their licences', () => {
  const all = licences();
  expect(all.find(({ name }) => name === 'express')?.text).toContain('Permission is hereby granted');
  // A package without a licence file is listed all the same.
  expect(all.filter(({ text }) => text).length).toBeGreaterThan(all.length * 0.8);
});
