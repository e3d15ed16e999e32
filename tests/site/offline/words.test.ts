import { expect, test } from 'vitest';
import { megabytes, sayingOf } from '../../../site/offline/words.ts';

const state = { version: 'one', done: 12_300_000, total: 34_400_000 };

test('progress is said with its size', () => {
  const saying = sayingOf({ ...state, phase: 'downloading' });
  expect(saying.text).toContain('12 of 34 MB');
  expect(saying.progress).toEqual({ done: state.done, total: state.total });
});

test.each([
  ['network', 'the network failed', 'Try again'],
  ['space', 'no room', 'Try again'],
  ['changed', 'a new version', 'Reload'],
] as const)('a failure says why and what now (%s)', (fault, why, action) => {
  const saying = sayingOf({ ...state, phase: 'failed', fault });
  expect(saying.text).toContain('12 of 34 MB');
  expect(saying.text).toContain(why);
  expect(saying.action).toBe(action);
});

test('where nothing was asked for, the size stands beside the button', () => {
  expect(sayingOf({ ...state, phase: 'waiting' })).toMatchObject({
    text: expect.stringContaining('34 MB'),
    action: 'Make everything available offline',
  });
  expect(sayingOf({ phase: 'unsupported' }).action).toBeUndefined();
  expect(sayingOf({ ...state, phase: 'ready' }).action).toBeUndefined();
});

test('small amounts have a decimal', () => {
  expect([megabytes(940_000), megabytes(9_960_000), megabytes(34_400_000)]).toEqual(['0.9', '10.0', '34']);
});
