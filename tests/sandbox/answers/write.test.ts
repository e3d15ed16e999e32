import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../sandbox/answers/read.ts';
import { addNote, changeNote, removeNote, writeField, writeOrder } from '../../../sandbox/answers/write.ts';
import { sheet } from './sheets.ts';

const file = `# How to fill it in.

# From the first step on:
order:
  - ask # Ask for the price
aside:
  # I am not sure about this one.
  - pay # mine
  - write

answers:
  # asked/first.ts
  first:
    prints:
    again: # yes or no
    why: "it: depends" # really?
# My own words at the end.
notes: []
`;

describe('the order', () => {
  test('changes alone: cards take their comments along, and all others stay', () => {
    expect(writeOrder(file, sheet, { order: ['pay', 'ask'], aside: ['write'] })).toBe(
      file.replace(
        `  - ask # Ask for the price
aside:
  # I am not sure about this one.
  - pay # mine
  - write
`,
        `  # I am not sure about this one.
  - pay # mine
  - ask # Ask for the price
aside:
  - write
`,
      ),
    );
  });

  test('a card that had no line gets one with its text', () => {
    const text = writeOrder('order: []\nanswers: {}\nnotes: []\n', sheet, { order: ['pay'], aside: ['ask', 'write'] });
    expect(text).toContain('order:\n  - pay # Pay: the whole of it\n');
    expect(readAnswer(sheet, text)).toMatchObject({ order: ['pay'], aside: ['ask', 'write'], faults: [] });
  });

  test('what no sheet knows, and what is there twice, is kept', () => {
    const text = 'order:\n  - ask # one\n  - mine # ?\n  - ask # two\nanswers: {}\nnotes: []\n';
    const moved = writeOrder(text, sheet, { order: ['mine', 'ask', 'ask'], aside: [] });
    expect(moved).toContain('order:\n  - mine # ?\n  - ask # one\n  - ask # two\n');
  });

  test('there and back again is the same file', () => {
    const there = writeOrder(file, sheet, { order: [], aside: ['ask', 'pay', 'write'] });
    expect(there).not.toBe(file);
    expect(writeOrder(there, sheet, { order: ['ask'], aside: ['pay', 'write'] })).toBe(file);
  });
});

describe('a field', () => {
  test.each<[string, string | string[]]>([
    ['again', 'no'],
    ['why', 'because: # of\nthis'],
    ['why', '- [not] {a: list}'],
    ['prints', ['1', 'a: b', '# c', 'null']],
  ])('%s says %j, and is read so again', (field, value) => {
    const text = writeField(file, 'first', field, value);
    expect(readAnswer(sheet, text).answers['first']?.[field]).toEqual(value);
    expect(readAnswer(sheet, text).faults).toEqual([]);
  });

  test('only its own line is another one', () => {
    expect(writeField(file, 'first', 'again', 'yes')).toBe(
      file.replace('again: # yes or no', 'again: yes # yes or no'),
    );
  });

  test('empty takes it back', () => {
    const text = writeField(writeField(file, 'first', 'prints', ['1']), 'first', 'prints', []);
    expect(text).toBe(file);
    expect(readAnswer(sheet, writeField(file, 'first', 'why', '')).answers['first']).toEqual({});
  });

  test('finds its place in a file that has none for it', () => {
    const text = writeField('# Only this.\n', 'first', 'again', 'no');
    expect(text).toMatch(/^# Only this\.\n/);
    expect(readAnswer(sheet, text).answers).toEqual({ first: { again: 'no' } });
  });

  test('does not reach through an alias', () => {
    const text = 'order: []\nnotes: []\nanswers:\n  first: &a { again: yes }\n  second: *a\n';
    const changed = writeField(text, 'second', 'again', 'no');
    expect(readAnswer(sheet, changed).answers['first']).toEqual({ again: 'yes' });
  });
});

describe('notes', () => {
  test('come, change and go, one at a time', () => {
    const one = addNote(file, { line: 6, about: '', text: '' });
    expect(readAnswer(sheet, one)).toMatchObject({ notes: [{ line: 6, about: '', text: '' }], faults: [] });
    const two = addNote(one, { line: 5, about: 'taste', text: 'Why?' });
    const changed = changeNote(changeNote(two, 0, 'about', 'access'), 0, 'text', 'GET /7: it is Bob’s');
    expect(readAnswer(sheet, changed).notes).toEqual([
      { line: 6, about: 'access', text: 'GET /7: it is Bob’s' },
      { line: 5, about: 'taste', text: 'Why?' },
    ]);
    expect(removeNote(removeNote(changed, 0), 0)).toBe(file);
  });
});
