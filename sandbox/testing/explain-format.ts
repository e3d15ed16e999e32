import type { Explanation } from '../types.ts';

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
