import { expect, test } from 'vitest';
import { keptByNpm, readCommand } from '../../scripts/command.ts';

const forms = { hint: { type: 'string', bare: true }, json: { type: 'boolean' }, yes: { type: 'boolean' } } as const;

test.each([
  [['a', '--hint', 'b'], { words: ['a', 'b'], values: { hint: '' } }],
  [['--hint=2', '--json'], { words: [], values: { hint: '2', json: true } }],
])('%j', (args, read) => {
  expect(readCommand(args, forms)).toEqual(read);
});

test('an unknown option is refused', () => {
  expect(() => readCommand(['--fast'], forms)).toThrow(/--fast/);
});

test('options that npm kept for itself are found again', () => {
  expect(keptByNpm({ npm_config_json: 'true', npm_config_yes: 'true', npm_config_other: 'x' }, forms)).toEqual([
    'json',
  ]);
});
