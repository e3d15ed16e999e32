import { expect, test } from 'vitest';
import { editDistance, nearest } from '../../site/scripts/near.ts';

test('counts the letters to change', () => {
  expect(editDistance('helo-server', 'hello-server')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
});

test('puts the place with the nearest slug first', () => {
  const places = ['/lessons/a/validation/', '/exercises/hello-server/'].map((href) => ({ href }));
  expect(nearest('/exercises/helo-server/', places)[0]?.href).toBe('/exercises/hello-server/');
});
