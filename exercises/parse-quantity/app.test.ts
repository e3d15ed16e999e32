import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { parseQuantity } from './app.ts';

/** What came back for an input, or what was thrown, together with words for it. */
function parse(input: unknown): { result?: any; thrown?: string; got: string } {
  try {
    const result = parseQuantity(input);
    return { result, got: show(result) };
  } catch (error) {
    const thrown = error instanceof Error ? error.name : 'value';
    return { thrown, got: `a thrown ${thrown}` };
  }
}

/** A value as a program would write it, so that '7' and 7 can be told apart. */
function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll('\n', String.raw`\n`).replaceAll('\t', String.raw`\t`)}'`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, part]) => `${key}: ${show(part)}`)
    .join(', ')} }`;
}

/** The call, as a learner could write it. Space is hard to see, and messages shorten it, so it is named and counted. */
function call(input: unknown): string {
  if (input === '') return `parseQuantity(''), an empty text`;
  if (input === '   ') return `parseQuantity(' '.repeat(3)), three spaces`;
  return `parseQuantity(${show(input)})`;
}

const refused = (input: unknown) => parse(input).result?.ok === false;

describe('a whole number from 0 to 99', () => {
  test.each([
    ['7', 7],
    ['42', 42],
    ['10', 10],
  ])('is a quantity: %j', (text, value) => {
    const { result, got } = parse(text);

    expect(
      result,
      explain({
        diagnosis: result?.value === '7' && 'The value is still a text, ‘7’',
        sent: call(text),
        got,
        expected: `{ ok: true, value: ${value} }`,
        because: 'the rest of the program adds and multiplies with it',
        look: 'the value that you return',
      }),
    ).toEqual({ ok: true, value });
  });

  test.each([
    ['0', 0],
    ['99', 99],
  ])('includes both ends: %j', (text, value) => {
    const { result, got } = parse(text);

    expect(
      result,
      explain({
        diagnosis: text === '0' && result?.ok === false && '0 is allowed but was refused',
        sent: call(text),
        got,
        expected: `{ ok: true, value: ${value} }`,
        because: 'both ends of “0 to 99” are allowed',
        look:
          text === '0' ? 'conditions that stop 0, such as `!value` and `value < 1`' : 'the comparison with the most',
      }),
    ).toEqual({ ok: true, value });
  });

  test.each([
    [' 7 ', 7],
    ['\t12\n', 12],
  ])('may have space around it: %j', (text, value) => {
    const { result, got } = parse(text);

    expect(
      result,
      explain({
        sent: call(text),
        got,
        expected: `{ ok: true, value: ${value} }`,
        because: 'nobody sees the space that was copied along',
        look: 'what happens to the text before you look at its characters',
      }),
    ).toEqual({ ok: true, value });
  });

  test.each([
    ['007', 7],
    ['00', 0],
    ['0099', 99],
  ])('may have zeros in front: %j', (text, value) => {
    const { result, got } = parse(text);

    expect(
      result,
      explain({
        diagnosis: text === '007' && result?.ok === false && '‘007’ was refused; zeros in front change nothing',
        sent: call(text),
        got,
        expected: `{ ok: true, value: ${value} }`,
        because: 'the value counts, not how many digits it is written with',
        look: 'checks of the length of the text',
      }),
    ).toEqual({ ok: true, value });
  });
});

describe('everything else is refused', () => {
  test('with an answer and not with an exception', () => {
    const { result, thrown, got } = parse('abc');

    expect(
      result?.ok,
      explain({
        diagnosis: thrown && 'The refusal was thrown instead of returned',
        sent: call('abc'),
        got,
        expected: '{ ok: false, reason: … }',
        because: 'people mistype every day; that is no surprise for the program',
        look: thrown ? 'the lines that throw' : 'what you do when there are no digits',
      }),
    ).toBe(false);
  });

  test.each([
    ['', 'Empty became 0'],
    ['   ', 'Three spaces became 0'],
    ['\n', undefined],
  ])('when nothing was typed: %j', (text, diagnosis) => {
    const answer = parse(text);

    expectRefusal(text, answer, {
      diagnosis: answer.result?.value === 0 && (text === '' || refused('')) && diagnosis,
      because: 'whoever left the field empty did not order zero',
      look: 'where the text meets Number, which makes 0 of nothing',
    });
  });

  test.each(['x7', '12abc', '7x', 'seven', '1_000', '٧'])('when it is not all digits: %j', (text) => {
    const answer = parse(text);

    const diagnoses: Record<string, string | false> = {
      x7: answer.result?.value === 7 && '‘x7’ became 7',
      '12abc': answer.result?.value === 12 && refused('x7') && '‘12abc’ became 12',
    };
    expectRefusal(text, answer, {
      diagnosis: diagnoses[text],
      because: 'part of a text may be a number by accident',
      look: 'how you make sure that there is nothing but digits, from the first character to the last',
    });
  });

  test.each(['7 8', '1 0'])('when there is space inside: %j', (text) => {
    const answer = parse(text);

    expectRefusal(text, answer, {
      diagnosis: answer.result?.value === 78 && '‘7 8’ became 78',
      because: 'this may be one number or two, and only the guest can tell',
      look: 'which space you take away: only what stands around the text',
    });
  });

  test.each(['1e1', '0x10', '2.5', '2.0', '-1', '-0', '+7', 'Infinity', 'NaN'])(
    'when it is a number in another form: %j',
    (text) => {
      const answer = parse(text);

      expectRefusal(text, answer, {
        diagnosis: text === '1e1' && answer.result?.value === 10 && refused('') && refused(['3']) && '‘1e1’ became 10',
        because: 'a quantity is written in the digits 0 to 9 alone',
        look: 'what else counts as a number for Number and parseInt',
      });
    },
  );

  test.each(['100', '150', '99999999999999999999'])('when it is more than 99: %j', (text) => {
    const answer = parse(text);

    expectRefusal(text, answer, {
      diagnosis: text === '100' && answer.result?.value === 99 && '‘100’ was changed to 99 instead of refused',
      because: 'the café does not sell so many, and must not decide for a guest',
      look: 'the comparison with the most',
    });
  });
});

describe('what is no text is refused', () => {
  test.each([undefined, null])('because it was left out: %j', (missing) => {
    const answer = parse(missing);

    expectRefusal(missing, answer, {
      diagnosis: answer.thrown === 'TypeError' && missing === undefined && 'A missing quantity threw a TypeError',
      because: 'a form may come without this field',
      look: 'the first thing that you do with the input: is it a text at all?',
    });
  });

  test.each([[['3']], [['3', '4']], [[]], [true]])('because it is something else: %j', (input) => {
    const answer = parse(input);

    expectRefusal(input, answer, {
      diagnosis:
        Array.isArray(input) &&
        input.length === 1 &&
        answer.result?.value === 3 &&
        refused('1e1') &&
        'A list of one became 3',
      because: Array.isArray(input) ? 'a list is several answers to one question' : 'nobody can have typed this',
      look: 'String, Number and patterns, which turn a list into text without a word',
    });
  });
});

test.each(['seven', '100', undefined])('a refusal says why: %j', (input) => {
  const { result, got } = parse(input);

  expect(
    result?.reason,
    explain({
      sent: call(input),
      got,
      expected: 'a `reason` in words',
      because: 'somebody has to read what to do about it',
      look: 'what you return for this refusal',
    }),
  ).toEqual(expect.stringMatching(/\w/));
});

function expectRefusal(
  input: unknown,
  { result, got }: ReturnType<typeof parse>,
  words: { diagnosis?: string | false | undefined; because: string; look: string },
) {
  expect(result?.ok, explain({ sent: call(input), got, expected: '{ ok: false, reason: … }', ...words })).toBe(false);
}
