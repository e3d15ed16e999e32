import { expect, test } from 'vitest';
import { keysIn, moveCard, targetOf } from '../../../../site/exercise/answer/moves.ts';

const lists = { order: ['a', 'b', 'c'], aside: ['x', 'y'] };

test('a card moves within its list and into the other one; places are counted without it', () => {
  expect(moveCard(lists, { list: 'order', at: 0 }, { list: 'order', at: 2 }).order).toEqual(['b', 'c', 'a']);
  expect(moveCard(lists, { list: 'aside', at: 1 }, { list: 'order', at: 1 })).toEqual({
    order: ['a', 'y', 'b', 'c'],
    aside: ['x'],
  });
  expect(moveCard(lists, { list: 'aside', at: 7 }, { list: 'order', at: 0 })).toBe(lists);
});

test('a button stops at the ends of its list', () => {
  expect(targetOf(lists, { list: 'order', at: 0 }, 'up').at).toBe(0);
  expect(targetOf(lists, { list: 'order', at: 2 }, 'down').at).toBe(2);
  expect(targetOf(lists, { list: 'order', at: 1 }, 'over')).toEqual({ list: 'aside', at: 2 });
});

test('cards that are there twice have names of their own', () => {
  expect(keysIn({ order: ['a', 'a'], aside: ['a'] })).toEqual({ order: ['a', 'a:2'], aside: ['a:3'] });
});
