import { expect, test } from 'vitest';
import { tagValues } from '../../sandbox/lesson-tags.ts';

test('finds a property in each way of writing it, in order', () => {
  const source = `<Term name="route">routes</Term> and <Term class="x" name='port'>it</Term>, <Term name={"N+1"}>n</Term>`;
  expect(tagValues(source, 'Term', 'name')).toEqual(['route', 'port', 'N+1']);
});

test('what stands in code is no tag', () => {
  expect(tagValues('`<Term name="a">`\n```mdx\n<Term name="b" />\n```\n<Term name="c" />', 'Term', 'name')).toEqual([
    'c',
  ]);
  expect(tagValues('<Terminal name="a" />', 'Term', 'name')).toEqual([]);
});
