import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { answers, type Answer } from './answers.ts';

interface Question {
  again: Answer['again'];
  /** Every reason that holds. */
  reasons: Answer['because'][];
  /** Why the right answer is right. */
  because: string;
  /** The misconception behind the other answer, where it has a name. */
  diagnosis?: string;
}

const questions: Record<string, Question> = {
  'GET /orders/7': {
    again: 'yes',
    reasons: ['only-reads', 'same-end'],
    because: 'whoever reads an order twice has changed nothing',
  },
  'GET /orders?page=2': {
    again: 'yes',
    reasons: ['only-reads', 'same-end'],
    because: 'the query chooses what is read, and reading changes nothing',
  },
  'DELETE /notes/5': {
    again: 'yes',
    reasons: ['same-end'],
    because: 'after the first time and after the second there is no note 5',
    diagnosis: 'The second DELETE finds nothing left to delete',
  },
  'POST /orders': {
    again: 'no',
    reasons: ['one-more'],
    because: 'each POST makes an order of its own',
    diagnosis: 'The customer now has two orders',
  },
};

describe.each(Object.entries(questions))('%s', (request, { again, reasons, because, diagnosis }) => {
  // Learners may write anything into their file; the types only help while they write.
  const answer = answers[request] as Partial<Answer> | undefined;
  const said = answer ? JSON.stringify(answer) : 'no answer yet';

  test('may be sent again, or not', () => {
    expect(
      answer?.again,
      explain({
        diagnosis: answer?.again && answer.again !== again && diagnosis,
        sent: request,
        got: said,
        // What is right is told only to those who know it.
        expected: answer?.again === again ? `“${again}”` : 'another answer',
        because,
        look: `the entry of ${request} in answers.ts`,
      }),
    ).toBe(again);
  });

  test('has a reason that holds', () => {
    const holds = reasons.includes(answer?.because as Answer['because']);
    expect(
      answer?.because,
      explain({
        sent: request,
        got: said,
        expected: holds ? `“${answer?.because}”` : 'another reason',
        because,
        look: `\`because\` of ${request}, and the table of reasons in the task`,
      }),
    ).toSatisfy(() => holds);
  });
});
