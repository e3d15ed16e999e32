import { expect, onTestFinished, test, vi } from 'vitest';
import { explain } from '#testing';
import { faultWords, readAnswer } from '#testing/answer';

const { answers, faults } = readAnswer(import.meta.url);

interface Program {
  run(): Promise<unknown>;
  /** How many lines it prints. */
  lines: number;
  because: string;
  look: string;
  /** Predictions that show a way of thinking, and what the program says to it. */
  thoughts: { predicted: string[]; diagnosis: string }[];
}

const programs: Record<string, Program> = {
  callback: {
    run: () => import('./asked/callback.ts'),
    lines: 4,
    because: 'a function that was handed over runs when it is called, and `forEach` calls it right there',
    look: 'who calls the arrow function, and when',
    thoughts: [{ predicted: ['open', 'close', 'tea', 'soup'], diagnosis: 'forEach calls its callback at once' }],
  },
  promise: {
    run: () => import('./asked/promise.ts'),
    lines: 3,
    because: '`then` leaves its callback for later, even when the value is there already',
    look: 'which line of the file is the last to run by itself',
    thoughts: [
      {
        predicted: ['ask', 'stored', 'go on'],
        diagnosis: 'The lines of the file finish before a promise’s callback',
      },
    ],
  },
  timer: {
    run: () => import('./asked/timer.ts'),
    lines: 3,
    because: 'the code at hand ends first, then promises have their turn, then timers',
    look: 'what is still running when the 0 ms are over',
    thoughts: [
      { predicted: ['timer', 'promise', 'now'], diagnosis: '0 ms still waits for the code at hand' },
      { predicted: ['timer', 'now', 'promise'], diagnosis: '0 ms still waits for the code at hand' },
      { predicted: ['now', 'timer', 'promise'], diagnosis: 'A promise’s callback comes before a timer' },
      {
        predicted: ['promise', 'now', 'timer'],
        diagnosis: 'The lines of the file finish before a promise’s callback',
      },
    ],
  },
  await: {
    run: () => import('./asked/await.ts'),
    lines: 5,
    because: '`await` lets the caller go on; those who waited follow in turn',
    look: 'where the program goes on at `await`',
    thoughts: [
      {
        predicted: ['Ann asks', 'Ann is answered', 'Bob asks', 'Bob is answered', 'free again'],
        diagnosis: '`await` paused one function, not the program',
      },
      {
        predicted: ['free again', 'Ann asks', 'Bob asks', 'Ann is answered', 'Bob is answered'],
        diagnosis: 'An async function starts at once',
      },
      {
        predicted: ['Ann asks', 'Bob asks', 'free again', 'Bob is answered', 'Ann is answered'],
        diagnosis: 'What waited first goes on first',
      },
    ],
  },
  loop: {
    run: () => import('./asked/loop.ts'),
    lines: 2,
    because: 'the loop holds the one thread; the timer is due long before, and has to wait',
    look: 'what the thread does when 1 ms is over',
    thoughts: [
      {
        predicted: ['reminder', 'counted'],
        diagnosis: 'A timer that is due does not interrupt a loop',
      },
    ],
  },
};

/** Runs a program, and gives what it printed once it has printed all. */
async function printedBy({ run, lines }: Program): Promise<string[]> {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void printed.push(String(line)));
  onTestFinished(() => log.mockRestore());
  await run();
  await vi.waitUntil(() => printed.length >= lines);
  return printed;
}

const same = (one: string[], other: string[]) => one.join('\n').toLowerCase() === other.join('\n').toLowerCase();
const show = (lines: string[]) => lines.map((line) => `“${line}”`).join(', ');

test('answer.yml can be read', () => {
  expect(faults, explain(faultWords(faults))).toEqual([]);
});

test.each(Object.entries(programs))('asked/%s.ts prints what was predicted', async (name, program) => {
  const predicted = ([] as string[]).concat(answers[name]?.['prints'] ?? []);
  expect(
    predicted.length > 0,
    explain({
      sent: `nothing for \`${name}\` yet`,
      got: 'no prediction',
      expected: 'a prediction before the program runs',
      because: 'a surprise teaches more to whoever has said what they expect',
      look: `asked/${name}.ts, and \`${name}\` in answer.yml`,
    }),
  ).toBe(true);

  const printed = await printedBy(program);
  const strange = predicted.find((line) => !printed.some((other) => same([line], [other])));

  expect(
    same(predicted, printed),
    explain({
      diagnosis: program.thoughts.find((thought) => same(thought.predicted, predicted))?.diagnosis,
      sent: show(predicted),
      got: `${show(printed)}, printed`,
      expected: 'the same',
      because: program.because,
      look: `asked/${name}.ts: ${strange ? `none of its lines prints “${strange}”` : program.look}`,
    }),
  ).toBe(true);
});
