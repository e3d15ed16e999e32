import { expect, test } from 'vitest';
import { addToHistory, readHistory, type Sent } from '../../../../site/exercise/request/history.ts';

const sent = (path: string, at = 1): Sent => ({ method: 'GET', path, headers: [], body: '', at, status: 200 });

test('the newest first, each once, thirty at most', () => {
  let history: Sent[] = [];
  for (let at = 0; at < 40; at++) history = addToHistory(history, sent(`/${at}`, at));
  history = addToHistory(history, sent('/20', 99));
  expect(history).toHaveLength(30);
  expect(history.slice(0, 2)).toEqual([sent('/20', 99), sent('/39', 39)]);
});

test('what was stored and is not a request is left out', () => {
  const wrong = [null, 1, {}, { ...sent('/'), headers: [['a']] }, { ...sent('/'), status: 'x' }];
  expect(readHistory([...wrong, sent('/a')])).toEqual([sent('/a')]);
  expect(readHistory({})).toEqual([]);
});
