import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { faultWords, readAnswer } from '#testing/answer';

const { answers, faults } = readAnswer(import.meta.url);

interface Question {
  request: string;
  again: 'yes' | 'no';
  /** Every reason that holds. */
  reasons: string[];
  /** Why the right answer is right. */
  because: string;
  /** The misconception behind the other answer, where it has a name. */
  diagnosis?: string;
}

const questions: Record<string, Question> = {
  'read-one': {
    request: 'GET /orders/7',
    again: 'yes',
    reasons: ['only-reads', 'same-end'],
    because: 'whoever reads an order twice has changed nothing',
  },
  'read-page': {
    request: 'GET /orders?page=2',
    again: 'yes',
    reasons: ['only-reads', 'same-end'],
    because: 'the query chooses what is read, and reading changes nothing',
  },
  'delete-note': {
    request: 'DELETE /notes/5',
    again: 'yes',
    reasons: ['same-end'],
    because: 'after the first time and after the second there is no note 5',
    diagnosis: 'The second DELETE finds nothing left to delete',
  },
  'place-order': {
    request: 'POST /orders',
    again: 'no',
    reasons: ['one-more'],
    because: 'each POST makes an order of its own',
    diagnosis: 'The customer now has two orders',
  },
};

test('answer.yml can be read', () => {
  expect(faults, explain(faultWords(faults))).toEqual([]);
});

describe.each(Object.entries(questions))('%s', (name, { request, again, reasons, because, diagnosis }) => {
  const said = answers[name] ?? {};

  test('may be sent again, or not', () => {
    expect(
      said['again'],
      explain({
        diagnosis: said['again'] && said['again'] !== again && diagnosis,
        sent: request,
        got: said['again'] ? `“${String(said['again'])}”` : 'no answer yet',
        // What is right is told only to those who know it.
        expected: said['again'] === again ? `“${again}”` : 'another answer',
        because,
        look: `\`again\` of ${name} in answer.yml`,
      }),
    ).toBe(again);
  });

  test('has a reason that holds', () => {
    const reason = String(said['because'] ?? '');
    const holds = reasons.includes(reason);
    expect(
      reason,
      explain({
        sent: request,
        got: reason ? `“${reason}”` : 'no reason yet',
        expected: holds ? `“${reason}”` : 'another reason',
        because,
        look: `\`because\` of ${name} in answer.yml`,
      }),
    ).toSatisfy(() => holds);
  });
});
