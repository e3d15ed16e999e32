import { expect, test } from 'vitest';
import { readFilter } from '../../../../sandbox/services/beside/mongodb.ts';
import { cellOf, planSteps, rowsIn } from '../../../../sandbox/services/beside/postgres-values.ts';
import { tally } from '../../../../sandbox/services/beside/shown.ts';
import { takeRoom } from '../../../../sandbox/embedded/host-room.ts';

test('a filter may be written as the shell writes it', () => {
  expect(readFilter("{ total: { $gt: 10 }, 'a.b': 'it\\'s' }")).toEqual({ total: { $gt: 10 }, 'a.b': "it's" });
  expect(readFilter('{ "note": "paid: yes", n: [1, 2] }')).toEqual({ note: 'paid: yes', n: [1, 2] });
  expect(readFilter('')).toEqual({});
  expect(() => readFilter('{ total: }')).toThrow('The filter cannot be read');
});

test('values of PostgreSQL keep their kind, and NULL is none of them', () => {
  expect([cellOf(null, 23), cellOf('7', 23), cellOf('1.50', 1700), cellOf('t', 16)]).toEqual([
    { type: 'null', text: 'NULL' },
    { type: 'integer', text: '7' },
    { type: 'real', text: '1.50' },
    { type: 'text', text: 't' },
  ]);
  expect(cellOf('\\x00ff', 17)).toEqual({ type: 'blob', text: '00ff', length: 2 });
  expect(cellOf('é'.repeat(2000), 25)).toMatchObject({ length: 2000, text: 'é'.repeat(1000) });
});

test('what PostgreSQL says of a statement is counted', () => {
  expect(rowsIn('SELECT 3')).toEqual({ returned: 3, changed: 0 });
  expect(rowsIn('BEGIN; INSERT 0 2; UPDATE 1; COMMIT')).toEqual({ returned: 0, changed: 3 });
});

test('the lines of a plan stand below the step that they belong to', () => {
  const lines = ['Sort', '  Sort Key: a', '  ->  Nested Loop', '        ->  Seq Scan on t', '              Filter: x'];
  expect(planSteps(lines)).toEqual([
    { depth: 0, detail: 'Sort' },
    { depth: 1, detail: 'Sort Key: a' },
    { depth: 1, detail: 'Nested Loop' },
    { depth: 2, detail: 'Seq Scan on t' },
    { depth: 3, detail: 'Filter: x' },
  ]);
});

test('executions of the same text are one line', () => {
  const all = tally([{ text: 'a', duration: 2, changed: 1 }, { text: 'b' }, { text: 'a', duration: 4, changed: 2 }]);
  expect(all.statements.map(({ sql, tallies }) => [sql, tallies[0]!.count, tallies[0]!.longest, tallies[0]!.changed])).toEqual([
    ['a', 2, 4, 3],
    ['b', 1, 0, 0],
  ]);
}); // prettier-ignore

test('where memory is short, an idle host makes room, and a busy one is named', () => {
  let idle = false;
  const ended: string[] = [];
  const tenant = (title: string) => ({ title, idle: () => idle, end: (why: string) => void ended.push(why) });
  const first = takeRoom(tenant('PostgreSQL'), true);
  expect(takeRoom(tenant('Python'), true).refusal).toMatch(/^PostgreSQL is running, and this device has the memory/);
  expect(takeRoom(tenant('PostgreSQL'), true).refusal).toMatch(/^another PostgreSQL is running/);
  idle = true;
  const second = takeRoom(tenant('Python'), true);
  expect([second.refusal, ended]).toEqual([undefined, ['it made room for Python']]);
  idle = false;
  // A large device has room for all, and what has left takes none.
  expect(takeRoom(tenant('PostgreSQL'), false).refusal).toBeUndefined();
  for (const one of [first, second]) one.leave();
  idle = true;
  takeRoom(tenant('PostgreSQL'), true).leave();
  expect(takeRoom(tenant('Python'), true).refusal).toBeUndefined();
});
