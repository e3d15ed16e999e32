import { expect, test } from 'vitest';
import { differences } from './differences.ts';
import { programs, runBoth } from './run-programs.ts';

const equal = programs.filter((name) => !differences[name]);

test.each(equal)('%s prints what it prints in Node', async (name) => {
  const { node, ours } = await runBoth(name);
  expect(node).not.toBe('');
  expect(ours).toBe(node);
});

test.each(Object.keys(differences))('%s is still different', async (name) => {
  const { node, ours } = await runBoth(name);
  expect(ours).not.toBe(node);
});
