import { describe, expect, test } from 'vitest';
import { entriesOf } from '../../../site/integrations/search.mjs';
import { nextChoice } from '../../../site/search/choose.ts';
import { groupsOf, summaryOf, type Found } from '../../../site/search/groups.ts';
import { piecesOf } from '../../../site/search/marked.ts';

const found = (kind: string, title: string, more: Partial<Found> = {}): Found => ({
  url: `/${title}/`,
  excerpt: title,
  meta: { kind, title },
  ...more,
});

describe('results', () => {
  test('come in groups, the kind of the best one first and other pages last', () => {
    const groups = groupsOf([found('Page', 'About'), found('Exercise', 'a'), found('Lesson', 'b'), found('Exercise', 'c')]); // prettier-ignore
    expect(groups.map(({ name, hits }) => [name, hits.map(({ title }) => title)])).toEqual([
      ['Exercises', ['a', 'c']],
      ['Lessons', ['b']],
      ['Pages', ['About']],
    ]);
    expect(summaryOf(groups)).toBe('4 results: 2 in Exercises, 1 in Lessons, 1 in Pages');
  });

  test('are at most five of a kind', () => {
    const many = Array.from({ length: 9 }, (_, place) => found('Lesson', `lesson ${place}`));
    expect(groupsOf(many)[0]?.hits).toHaveLength(5);
  });

  test('lead to the section of a lesson where the words are', () => {
    const section = { title: 'Explain', url: '/b/#explain', excerpt: 'there' };
    const [group] = groupsOf([found('Lesson', 'b', { sub_results: [section] })]);
    expect(group?.hits[0]).toEqual({ title: 'b', section: 'Explain', href: '/b/#explain', excerpt: 'there' });
  });

  test('that are none are said', () => expect(summaryOf([])).toBe('Nothing found'));
});

test('an excerpt becomes pieces of text, and no markup of it is kept', () => {
  expect(piecesOf('a <mark>server</mark> sends &lt;b&gt; &amp;amp;')).toEqual([
    { text: 'a ', marked: false },
    { text: 'server', marked: true },
    { text: ' sends <b> &amp;', marked: false },
  ]);
});

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 2, 0],
  ['ArrowUp', 0, 2],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['a', 0, undefined],
] as const)('%s from %i chooses %s', (key, from, to) => expect(nextChoice(key, from, 3)).toBe(to));

test('with nothing to choose from, keys stay what they are', () =>
  expect(nextChoice('ArrowDown', -1, 0)).toBeUndefined());

describe('the index', () => {
  test('has each term of the glossary under its own address', () => {
    const html = '<article class="entry" aria-labelledby="port"><h3 id="port">Port</h3><p>A number.</p></article>';
    const [entry] = entriesOf('glossary/index.html', html);
    expect(entry?.url).toBe('glossary/#port');
    expect(entry?.html).toContain('<h1>Port</h1><p>A number.</p>');
    expect(entry?.html).toContain('kind:Term');
    expect(() => entriesOf('glossary/index.html', '<p>Other markup</p>')).toThrow('No term was found');
  });

  test('has the task of an exercise, and not its tools', () => {
    const html = '<h1>Hello</h1><section><div class="task-text">Do it</div></section><div>Run tests</div>';
    const [entry] = entriesOf('exercises/hello/index.html', html);
    expect(entry?.html).toContain('Do it');
    expect(entry?.html).not.toContain('Run tests');
  });

  test('has of the roadmap only what it is', () => {
    const html = '<meta name="description" content="Twelve stages"><main><h1>Roadmap</h1><p>A lesson</p></main>';
    const [entry] = entriesOf('roadmap/index.html', html);
    expect(entry?.html).toContain('Twelve stages');
    expect(entry?.html).not.toContain('A lesson');
  });
});
