import { expect, test } from 'vitest';
import * as read from '../../../sandbox/embedded/read-databases.ts';

test('an answer of the agreed form is read, without what else is in it', () => {
  const cell = { type: 'blob', text: '00', length: 1, extra: {} };
  expect(read.resultSet({ columns: ['a'], rows: [[cell]], more: false, other: 1 })).toEqual({
    columns: ['a'],
    rows: [[{ type: 'blob', text: '00', length: 1 }]],
    more: false,
  });
  expect(read.plan([{ depth: 0, detail: 'SCAN t' }])).toEqual([{ depth: 0, detail: 'SCAN t' }]);
});

test.each([
  ['nothing', undefined],
  ['a text', 'rows'],
  ['rows that are none', { columns: [], rows: {}, more: false }],
  ['a value of another kind', { columns: [], rows: [[{ type: 'script', text: '' }]], more: false }],
  ['text that is none', { columns: [], rows: [[{ type: 'text', text: ['a'] }]], more: false }],
  ['a number that is none', { columns: [], rows: [[{ type: 'text', text: '', length: NaN }]], more: false }],
  ['a missing part', { columns: [], rows: [] }],
])('%s is refused', (_, answer) => {
  expect(() => read.resultSet(answer)).toThrow('could not be read');
});
