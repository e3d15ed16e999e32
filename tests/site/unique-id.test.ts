import { expect, test } from 'vitest';
import { uniqueId } from '../../site/components/unique-id.ts';

test('numbers what is asked for again, page by page', () => {
  const [page, other] = [{}, {}];
  expect([uniqueId(page, 'term-port'), uniqueId(page, 'term-port')]).toEqual(['term-port', 'term-port-2']);
  expect(uniqueId(other, 'term-port')).toBe('term-port');
});
