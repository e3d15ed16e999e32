import { expect, test } from 'vitest';
import { entryOf, programWords } from '../../../site/exercise/run-program.ts';

const files = (...paths: string[]) => Object.fromEntries(paths.map((path) => [path, '']));

test('starts the wanted file, one with a usual name, or any with code', () => {
  expect(entryOf(files('a.ts', 'server.ts', 'mine.ts'), 'mine.ts')).toBe('mine.ts');
  expect(entryOf(files('a.ts', 'server.ts'), 'gone.ts')).toBe('server.ts');
  expect(entryOf(files('a.test.ts', 'notes.md', 'src/odd.mts'))).toBe('src/odd.mts');
  expect(entryOf(files('a.test.ts', 'notes.md'))).toBeUndefined();
});

test('says what the program does', () => {
  const state = { entry: 'server.ts', files: {}, ports: [] };
  expect(programWords({ ...state, phase: 'running', ports: [3000] })).toBe('Listening on port 3000');
  expect(programWords({ ...state, phase: 'running' })).toBe('Running, listening on no port');
  expect(programWords({ ...state, phase: 'failed', exitCode: 3 })).toBe('The program ended with code 3');
  expect(programWords({ ...state, phase: 'failed', message: 'x' })).toBe('The program did not start');
});
