import { formatDouble } from '../numbers.ts';
import type { Reply } from '../reply.ts';

/** Members with their scores: pairs in RESP3, one flat array in RESP2 (`text`: scores are texts in either). */
export function withScores(entries: Iterable<readonly [string, number]>, form: 2 | 3 | 'text'): Reply {
  const list = [...entries];
  if (form === 3) return list.map(([member, score]) => [member, { double: score }]);
  return list.flatMap(([member, score]) => [member, form === 'text' ? formatDouble(score) : { double: score }]);
}
