import type { Explanation, HttpExchange } from '../types.ts';
import { lastExchange } from './record.ts';

/**
 * The message of an assertion, for the learner who will read it:
 *
 *     expect(answer.status, explain({
 *       diagnosis: noteIsGone && 'DELETE removed Bob’s note',
 *       expected: '404',
 *       because: 'every read and change must check the owner',
 *       look: 'the WHERE of your DELETE',
 *     })).toBe(404);
 *
 * Each part is a phrase that completes its sentence: *You sent … We got … We expected …, because … Look at …*
 * `sent` and `got` default to the last request of this test and its answer. `diagnosis` names a known wrong
 * answer and is left out when it is falsy, so that it can be a condition. Keep the whole under 60 words.
 */
export function explain(parts: {
  diagnosis?: string | false | undefined;
  sent?: string | undefined;
  got?: string | undefined;
  expected?: string | undefined;
  because?: string | undefined;
  look?: string | undefined;
}): string {
  const exchange = lastExchange();
  const sent = parts.sent ?? (exchange && describeRequest(exchange));
  const got = parts.got ?? (exchange && describeResponse(exchange));
  const sentences = [
    parts.diagnosis && sentence(parts.diagnosis),
    sent && sentence(`You sent ${sent}`),
    got && sentence(`We got ${got}`),
    parts.expected && sentence(`We expected ${parts.expected}${parts.because ? `, because ${parts.because}` : ''}`),
    parts.look && sentence(`Look at ${parts.look}`),
  ];
  // The last line break separates this text from the assertion's own words in Vitest's message.
  return sentences.filter(Boolean).join('\n') + '\n';
}

/**
 * Splits what Vitest made of `explain()` (`<explanation>\n: <assertion>`) into its parts.
 * Text without an explanation comes back as the assertion alone.
 */
export function readExplanation(message: string): { explanation?: Explanation; assertion: string } {
  const cut = message.indexOf('\n: ');
  if (cut < 0) return { assertion: message };
  const explanation: Explanation = {};
  for (const line of message.slice(0, cut).split('\n')) {
    const text = line.replace(/\.$/, '');
    if (text.startsWith('You sent ')) explanation.sent = text.slice(9);
    else if (text.startsWith('We got ')) explanation.got = text.slice(7);
    else if (text.startsWith('Look at ')) explanation.look = text.slice(8);
    else if (text.startsWith('We expected ')) {
      const [expected = '', ...reasons] = text.slice(12).split(', because ');
      explanation.expected = expected;
      if (reasons.length) explanation.because = reasons.join(', because ');
    } else if (text) explanation.diagnosis = text;
  }
  return { explanation, assertion: message.slice(cut + 3) };
}

const longestQuote = 120;

function describeRequest({ request }: HttpExchange): string {
  const who = request.headers.find(([name]) => name === 'authorization')?.[1];
  const body = request.body ? ` with ${quote(request.body)}` : '';
  return `${request.method} ${new URL(request.url).pathname}${new URL(request.url).search}${who ? ` as ${who}` : ''}${body}`;
}

function describeResponse({ response }: HttpExchange): string {
  if (!response) return 'no answer';
  return `${response.status}${response.body ? ` with ${quote(response.body)}` : ' with an empty body'}`;
}

function quote(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  return line.length > longestQuote ? `${line.slice(0, longestQuote)} …` : line;
}

function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
