import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { faultWords, readAnswer } from '#testing/answer';

const { order, faults } = readAnswer(import.meta.url);

const steps = ['click', 'who', 'check', 'price', 'total', 'stock', 'charge', 'save', 'reply'];
/** Cards of steps that no sound shop takes, and why not. */
const strangers = {
  write: {
    diagnosis: 'Browsers never reach the database; the server does',
    because: 'whoever reaches the database can change every order in it',
  },
  shown: {
    diagnosis: 'The customer chose the total',
    because: 'a page can be edited by whoever looks at it, and its total as well',
  },
};
/** What has to come before what, and why. Every order that keeps these is right. */
const rules = [
  {
    first: 'click',
    next: 'who',
    diagnosis: 'The server acted before anybody had asked',
    because: 'who is asking can only be read from a request',
  },
  {
    first: 'click',
    next: 'check',
    diagnosis: 'The server acted before anybody had asked',
    because: 'the bag and how many are in the request',
  },
  {
    first: 'check',
    next: 'price',
    diagnosis: 'The server looked for a price of a bag that may not exist',
    because: 'the number of the bag comes from outside, and may be any number',
  },
  { first: 'price', next: 'total', because: 'a total is made of prices' },
  {
    first: 'total',
    next: 'charge',
    diagnosis: 'The card was charged before there was a total',
    because: 'the payment service has to be told an amount',
  },
  {
    first: 'who',
    next: 'stock',
    diagnosis: 'A stranger’s request emptied the shelf',
    because: 'a request from a stranger must change nothing',
  },
  { first: 'check', next: 'stock', because: 'how many bags are set aside has to be a number that was checked' },
  {
    first: 'stock',
    next: 'charge',
    diagnosis: 'The customer paid for a bag that somebody else got',
    because: 'until bags are set aside, another customer can take them',
  },
  {
    first: 'charge',
    next: 'save',
    diagnosis: 'The order is marked as paid, and nobody has paid',
    because: 'a charge can fail, and what is stored should be true',
  },
  {
    first: 'save',
    next: 'reply',
    diagnosis: 'A crash now loses an order that was confirmed',
    because: 'the number of an order promises that the order stays',
  },
];

const sent = `an order of ${order.length} ${order.length === 1 ? 'card' : 'cards'}`;
const place = (step: string) => order.indexOf(step);
const told = (step: string) => (place(step) < 0 ? `no \`${step}\`` : `\`${step}\` as step ${place(step) + 1}`);
const list = (cards: string[]) => cards.map((card) => `\`${card}\``).join(', ');

test('answer.yml can be read', () => {
  expect(faults, explain(faultWords(faults))).toEqual([]);
});

describe('the order', () => {
  test.each(Object.entries(strangers))('does without `%s`', (card, { diagnosis, because }) => {
    expect(
      order,
      explain({
        diagnosis: place(card) >= 0 && diagnosis,
        sent,
        got: told(card),
        expected: `\`${card}\` left aside`,
        because,
        look: `the card \`${card}\`: which other card does this the sound way?`,
      }),
    ).not.toContain(card);
  });

  test('has every step of the shop', () => {
    const missing = steps.filter((step) => place(step) < 0);
    expect(
      steps.filter((step) => !missing.includes(step)),
      explain({
        sent,
        got: missing.length ? `no ${list(missing.slice(0, 3))}${missing.length > 3 ? ' …' : ''}` : 'all nine steps',
        expected: 'nine steps',
        because: 'each of them finds out, makes sure or keeps something that another one relies on',
        look: 'the cards outside of your order: two of them stay out, every other one has a place in it',
      }),
    ).toEqual(steps);
  });

  test.each(rules)('has `$first` before `$next`', ({ first, next, diagnosis, because }) => {
    const both = place(first) >= 0 && place(next) >= 0;
    expect(
      both && place(first) < place(next),
      explain({
        diagnosis: both && place(first) > place(next) && diagnosis,
        sent,
        got: `${told(first)}, ${told(next)}`,
        expected: `\`${first}\` before \`${next}\``,
        because,
        look: `what \`${next}\` has to know or to have when it happens`,
      }),
    ).toBe(true);
  });
});
