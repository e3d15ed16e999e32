import { describe, expect, it } from 'vitest';
import { momentWords, reasonWords, verdictWords } from '../../../../site/exercise/history/moments.ts';

const at = (...parts: [number, number, number, number, number]) => new Date(...parts);

describe('a moment in words', () => {
  const now = at(2030, 2, 10, 15, 30).getTime();
  it.each([
    [at(2030, 2, 10, 15, 30), 'just now'],
    [at(2030, 2, 10, 15, 29), '1 minute ago'],
    [at(2030, 2, 10, 14, 45), '45 minutes ago'],
    [at(2030, 2, 10, 9, 5), 'today at 09:05'],
    [at(2030, 2, 9, 23, 5), 'yesterday at 23:05'],
    [at(2030, 2, 8, 23, 5), '8 March at 23:05'],
    [at(2029, 11, 31, 8, 0), '31 December 2029 at 08:00'],
    [at(2030, 2, 10, 15, 40), 'today at 15:40'],
  ])('%s is %s', (then, words) => expect(momentWords(then.toISOString(), now)).toBe(words));

  it('may be unknown', () => expect(momentWords('soon', now)).toBe('at an unknown time'));
});

it('says why a version was kept, also for reasons that come later', () => {
  expect(reasonWords({ reason: 'reset' })).toBe('Before a reset');
  expect(reasonWords({ reason: 'future' as 'run' })).toBe('Kept');
});

it('says what a run gave', () => {
  expect(verdictWords({ status: 'passed', passed: 5, total: 5 })).toBe('All 5 tests passed');
  expect(verdictWords({ status: 'failed', passed: 2, total: 5 })).toBe('2 of 5 tests passed');
  expect(verdictWords({ status: 'error', passed: 0, total: 0 })).toBe('The tests could not run');
});
