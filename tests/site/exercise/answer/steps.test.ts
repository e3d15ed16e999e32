import { expect, test } from 'vitest';
import { noSteps, stepTo, withStep } from '../../../../site/exercise/answer/steps.ts';

test('steps are taken back and done again, the last one first', () => {
  const steps = withStep(withStep(noSteps, 'order', '0', '1'), 'order', '1', '2');
  const back = stepTo(steps, -1, '2')!;
  expect(back.text).toBe('1');
  expect(stepTo(back.steps, -1, '1')?.text).toBe('0');
  expect(stepTo(back.steps, 1, '1')?.text).toBe('2');
  expect(stepTo(steps, 1, '2')).toBeUndefined();
});

test('typing on in one place is one step, and another place ends it', () => {
  let steps = noSteps;
  for (const [place, before, after] of [
    ['why…', '', 'a'],
    ['why…', 'a', 'ab'],
    ['prints…', 'ab', 'abc'],
  ] as const)
    steps = withStep(steps, place, before, after);
  const back = stepTo(steps, -1, 'abc')!;
  expect(back.text).toBe('ab');
  expect(stepTo(back.steps, -1, 'ab')?.text).toBe('');
});

test('what was written elsewhere meanwhile is never taken back', () => {
  const steps = withStep(noSteps, 'order', '0', '1');
  expect(stepTo(steps, -1, '1, and more in the editor')).toBeUndefined();
});

test('a new step ends what could have been done again', () => {
  const first = withStep(noSteps, 'order', '0', '1');
  const back = stepTo(first, -1, '1')!.steps;
  expect(stepTo(withStep(back, 'order', '0', '9'), 1, '9')).toBeUndefined();
});
