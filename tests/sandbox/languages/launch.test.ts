import { expect, test } from 'vitest';
import { asNodeProgram, nodeWords } from '../../../sandbox/languages/launch.ts';

test('a Python file is started by the part that runs Python', () => {
  const { files, entry, args } = asNodeProgram({ 'app.py': 'print(1)' }, 'app.py', ['-v']);
  expect(files[entry]).toBe("import { serving } from '#testing/python-program';\nawait serving;\n");
  expect(args).toEqual(['app.py', '-v']);
  expect(nodeWords('/s', 'app.py', ['-v'])).toEqual(['/s/testing/parts/python-program.ts', 'app.py', '-v']);
});

test('a file for Node stays as it is', () => {
  expect(asNodeProgram({ 'server.ts': '' }, 'server.ts')).toEqual({
    files: { 'server.ts': '' },
    entry: 'server.ts',
    args: [],
  });
  expect(nodeWords('/s', 'server.ts')).toEqual(['server.ts']);
});
