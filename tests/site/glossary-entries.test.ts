import { expect, test } from 'vitest';
import { glossaryEntries, termId } from '../../site/glossary-entries.ts';

test('an address holds letters, digits and hyphens', () => {
  expect(termId('422 Unprocessable Content')).toBe('term-422-unprocessable-content');
  expect(termId('N+1')).toBe('term-n-1');
});

test('terms stand under their letters, whatever their case, with each lesson once', () => {
  const letters = glossaryEntries({ route: 'R.', '404': 'N.', Header: 'H.', handler: 'h.' }, [
    { term: 'route', lesson: 'one' },
    { term: 'route', lesson: 'two' },
    { term: 'route', lesson: 'one' },
    { term: '404', lesson: 'one' },
    { term: 'Header', lesson: 'two' },
    { term: 'handler', lesson: 'two' },
  ]);
  expect(letters.map(({ letter, id }) => [letter, id])).toEqual([
    ['0–9', 'letter-0'],
    ['H', 'letter-h'],
    ['R', 'letter-r'],
  ]);
  expect(letters[1]?.entries.map(({ term }) => term)).toEqual(['handler', 'Header']);
  expect(letters[2]?.entries[0]).toEqual({
    term: 'route',
    id: 'term-route',
    definition: 'R.',
    lessons: ['one', 'two'],
  });
});

test('a term that no lesson uses, and two terms at one address, are named', () => {
  expect(() => glossaryEntries({ port: 'P.' }, [])).toThrow('“port” is used by no lesson');
  const uses = ['a b', 'a-b'].map((term) => ({ term, lesson: 'one' }));
  expect(() => glossaryEntries({ 'a b': '1', 'a-b': '2' }, uses)).toThrow('would both be at #term-a-b');
});
