import { readFloat } from '../numbers.ts';
import { fail } from '../reply.ts';

type Member = readonly [member: string, score: number];
export type Within = (entry: Member) => boolean;

/** From one score to another, each `(` when it does not belong: `(1`, `5`, `-inf`. */
export function scoresWithin(from: string, to: string): Within {
  const fault = 'ERR min or max is not a float';
  const [low, high] = [from, to].map((text) => ({
    open: text.startsWith('('),
    score: readFloat(text.replace(/^\(/, ''), fault),
  }));
  return ([, score]) =>
    (low!.open ? score > low!.score : score >= low!.score) && (high!.open ? score < high!.score : score <= high!.score);
}

/** From one text to another, each with `[` or `(`; `-` and `+` are the ends. */
export function textsWithin(from: string, to: string): Within {
  for (const text of [from, to]) {
    if (!/^(?:[-+]$|[[(])/.test(text)) fail('ERR min or max not valid string range item');
  }
  const above = bound(from, -1);
  const below = bound(to, 1);
  return ([member]) => above(member) && below(member);
}

function bound(text: string, direction: 1 | -1): (member: string) => boolean {
  if (text === '-') return () => direction === -1;
  if (text === '+') return () => direction === 1;
  const edge = text.slice(1);
  const closed = text.startsWith('[');
  return (member) => (member === edge ? closed : direction === -1 ? member > edge : member < edge);
}
