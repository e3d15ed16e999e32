import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { faultWords, readAnswer } from '#testing/answer';

const { order, faults } = readAnswer(import.meta.url);

const needed = ['who', 'parse', 'check', 'store', 'reply'];

/** What has to come before what, and why. Nothing else is asked for: every order that keeps these is right. */
const rules = [
  {
    before: 'store',
    after: 'reply',
    because: 'a 201 promises that the note is kept',
    diagnosis: 'A crash now loses a note that was confirmed',
  },
  {
    before: 'check',
    after: 'store',
    because: 'what is stored has to be sound',
    diagnosis: 'A note without a text was stored',
  },
  { before: 'parse', after: 'check', because: 'bytes have no length in characters yet' },
  { before: 'who', after: 'store', because: 'the row says whose note it is' },
];

const sent = `an order of ${order.length} cards`;
const show = (cards: readonly string[]) => cards.map((card) => `\`${card}\``).join(', ') || 'nothing';
const place = (card: string) => order.indexOf(card);
const told = (card: string) => (place(card) < 0 ? `no \`${card}\`` : `\`${card}\` as step ${place(card) + 1}`);

test('answer.yml can be read', () => {
  expect(faults, explain(faultWords(faults))).toEqual([]);
});

describe('the order', () => {
  test('takes no step that others must not take', () => {
    const strange = order.filter((card) => !needed.includes(card));
    expect(
      strange,
      explain({
        sent,
        got: show(strange),
        expected: 'only steps that a server takes by itself',
        because: 'whoever sends a text cannot be asked whether it is allowed',
        look: 'the cards that were there at the beginning: one does not belong',
      }),
    ).toEqual([]);
  });

  test('takes each step', () => {
    const missing = needed.filter((card) => place(card) < 0);
    expect(
      missing,
      explain({
        sent,
        got: missing.length ? `no ${show(missing)}` : 'all five steps',
        expected: 'five steps',
        because: 'each of them does something that the note needs',
        look: 'the cards that still lie aside',
      }),
    ).toEqual([]);
  });

  test.each(rules)('has `$before` before `$after`', ({ before, after, because, diagnosis }) => {
    const both = place(before) >= 0 && place(after) >= 0;
    expect(
      both && place(before) < place(after),
      explain({
        diagnosis: both && place(before) > place(after) && diagnosis,
        sent,
        got: `${told(before)}, ${told(after)}`,
        expected: `\`${before}\` before \`${after}\``,
        because,
        look: 'these two cards',
      }),
    ).toBe(true);
  });
});
