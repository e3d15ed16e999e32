import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { plan } from './plan.ts';

const [who, parse, check, store, reply] = [
  'find out who sent the token',
  'parse the body as JSON',
  'check that the text has 1 to 1,000 characters',
  'insert the row',
  'answer 201 with the note',
] as const;
const needed = [who, parse, check, store, reply];

/** What has to come before what, and why. Nothing else is asked for: every order that keeps these is right. */
const rules = [
  {
    before: store,
    after: reply,
    because: 'a 201 promises that the note is kept',
    diagnosis: 'A crash now loses a note that was confirmed',
  },
  {
    before: check,
    after: store,
    because: 'what is stored has to be sound',
    diagnosis: 'A note without a text was stored',
  },
  { before: parse, after: check, because: 'bytes have no length in characters yet' },
  { before: who, after: store, because: 'the row says whose note it is' },
];

const show = (steps: readonly string[]) => steps.map((step) => `“${step}”`).join(', ') || 'nothing';
const place = (step: string) => plan.indexOf(step);
const told = (step: string) => (place(step) < 0 ? `“${step}” nowhere` : `“${step}” as line ${place(step) + 1}`);

describe('the plan', () => {
  test('takes no step that others must not take', () => {
    const strange = plan.filter((step) => !needed.includes(step as typeof who));
    expect(
      strange,
      explain({
        sent: `a plan of ${plan.length} lines`,
        got: show(strange),
        expected: 'only steps that a server takes by itself',
        because: 'whoever sends a text cannot be asked whether it is allowed',
        look: 'the lines that were there at the beginning: one does not belong',
      }),
    ).toEqual([]);
  });

  test('takes each step once', () => {
    const uneven = needed.filter((step) => plan.filter((one) => one === step).length !== 1);
    expect(
      uneven,
      explain({
        sent: `a plan of ${plan.length} lines`,
        got: `${show(uneven)} missing, or there more than once`,
        expected: 'each step once',
        because: 'a note is stored once and answered once',
        look: 'these lines of your plan',
      }),
    ).toEqual([]);
  });

  test.each(rules)('“$before” comes before “$after”', ({ before, after, because, diagnosis }) => {
    const swapped = place(after) >= 0 && place(before) > place(after);
    expect(
      place(before) >= 0 && place(before) < place(after) ? 'in order' : 'not in order',
      explain({
        diagnosis: swapped && diagnosis,
        sent: `a plan of ${plan.length} lines`,
        got: `${told(before)}, ${told(after)}`,
        expected: 'them the other way round',
        because,
        look: 'these two lines',
      }),
    ).toBe('in order');
  });
});
