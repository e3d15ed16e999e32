import { expect, test } from 'vitest';
import { explain } from '#testing';
import { faultWords, readAnswer } from '#testing/answer';

const { order, aside, answers, notes, faults, sheet } = readAnswer(import.meta.url);

test('what the file says is read, and the sheet beside it', () => {
  expect(sheet.cards.map(({ text }) => text)).toEqual(['Ask', 'Pay', 'Go']);
  expect(order).toEqual(['ask', 'pya']);
  expect(aside).toEqual(['go', 'ask', 'pay']);
  expect(answers).toEqual({ first: { prints: ['1', 'two: 2'] } });
  expect(notes).toEqual([{ line: 6, about: 'access', text: 'Whose is it?' }]);
});

test('what cannot be meant is told with its line', () => {
  expect(explain(faultWords(faults))).toBe(
    [
      'You sent answer.yml.',
      'We got “pya”, which is the name of no card (line 3, and 1 more below).',
      'We expected names that the exercise knows, each once, written as YAML, because only then is it clear what is meant.',
      'Look at answer.yml, line 3: its spelling: “pay” may be meant.',
      '',
    ].join('\n'),
  );
  expect(faults.map(({ line }) => line)).toEqual([3, 6]);
});
