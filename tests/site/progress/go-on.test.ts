import { describe, expect, test } from 'vitest';
import { answered, attempted, noProgress, opened, started } from '../../../sandbox/progress/progress.ts';
import { goOn } from '../../../site/progress/go-on.ts';

const lesson = (id: string, number: string, questions: string[], exercises: string[]) => ({
  id,
  number,
  title: id,
  path: `/${id}/`,
  questions,
  exercises,
  kinds: {},
});
const lessons = [lesson('s/a', '1.1', ['q'], ['greet']), lesson('s/b', '1.2', ['q'], ['notes']), lesson('s/c', '2.1', [], ['time'])]; // prettier-ignore
const at = (day: number) => new Date(Date.UTC(2030, 0, day)).toISOString();
const quiz = { kind: 'quiz', right: true } as const;

describe('where to go on', () => {
  test('at the beginning, for whoever has done nothing', () => {
    expect(goOn(noProgress(), lessons)).toMatchObject({ words: 'Begin with 1.1 s/a', begun: false });
  });

  test('where something was touched last: a page, a question or an exercise', () => {
    let progress = opened(noProgress(), 's/a', at(1));
    expect(goOn(progress, lessons)?.words).toBe('Continue where you left off: 1.1 s/a');
    progress = answered(progress, 's/b#q', quiz, at(2));
    expect(goOn(progress, lessons)?.words).toBe('Continue where you left off: 1.2 s/b');
    progress = started(progress, 'time', at(3));
    expect(goOn(progress, lessons)?.words).toBe('Continue where you left off: 2.1 s/c');
    progress = attempted(progress, 'greet', false, at(4));
    expect(goOn(progress, lessons)?.words).toBe('Continue where you left off: 1.1 s/a');
  });

  test('after a completed lesson with the next, then with what was left out', () => {
    let progress = answered(attempted(noProgress(), 'notes', true, at(1)), 's/b#q', quiz, at(1));
    expect(goOn(progress, lessons)?.words).toBe('Go on with 2.1 s/c');
    progress = attempted(progress, 'time', true, at(2));
    expect(goOn(progress, lessons)?.words).toBe('Go on with 1.1 s/a');
    progress = answered(attempted(progress, 'greet', true, at(3)), 's/a#q', quiz, at(3));
    expect(goOn(progress, lessons)).toBeUndefined();
  });
});
