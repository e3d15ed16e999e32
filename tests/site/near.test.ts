import { expect, test } from 'vitest';
import { nearest } from '../../site/scripts/near.ts';

const places = [
  '/lessons/http-apis-with-express/validation/',
  '/lessons/what-a-backend-does/first-server/',
  '/exercises/hello-server/',
  '/exercises/notes-ownership/',
].map((href) => ({ href }));
const first = (path: string) => nearest(path, places)[0]?.href;

test('puts the place with the nearest slug first', () => {
  expect(first('/exercises/helo-server/')).toBe('/exercises/hello-server/');
});

test('prefers the folder that was asked for', () => {
  expect(first('/exercises/helo/')).toBe('/exercises/hello-server/');
  expect(first('/exercises/validation-server/')).toBe('/exercises/hello-server/');
});

test('knows the beginning of a name', () => {
  expect(first('/exercises/notes/')).toBe('/exercises/notes-ownership/');
});
