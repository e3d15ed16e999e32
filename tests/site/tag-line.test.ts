import { expect, test } from 'vitest';
import { hasTag, tagLine, unknownTag } from '../../site/components/tag-line.ts';

const source = `---
title: A lesson
---

A <Term name="port">port</Term>, and \`<Quiz>\` in code.

\`\`\`mdx
<Callout kind="wrong" />
\`\`\`

export const app = {
  'app.ts': \`const rows: Array<Row> = [];
<Callout kind="wrong" />
\`,
};

<Callout kind="local">

Text with \`a > b\`.

</Callout>

<Quiz
  id="first"
  question="Is 1 > 0?"
  options={[{ text: 'a > b', why: "it's" }]}
/>

<Quiz id="second" question="Which?" />
<Callout kind="honst">

</Callout>
`;

test('finds the tag that has the given properties', () => {
  expect(tagLine(source, 'Term', { name: 'port' })).toBe(5);
  expect(tagLine(source, 'Quiz', { id: 'first', options: [] })).toBe(23);
  expect(tagLine(source, 'Quiz', { id: 'second', question: 'Which?' })).toBe(29);
  expect(tagLine(source, 'Callout', { kind: 'honst' })).toBe(30);
  expect(tagLine(source, 'Callout', { kind: 'local' })).toBe(17);
});

test('sees no tags in code', () => {
  expect(tagLine(source, 'Callout', { kind: 'wrong' })).toBe(17);
  expect(tagLine(source, 'Row', {})).toBeUndefined();
});

test('knows which ids are there', () => {
  expect(hasTag(source, 'Quiz', 'first')).toBe(true);
  expect(hasTag(source, 'Quiz', 'third')).toBe(false);
});

test('finds a component that there is not', () => {
  expect(unknownTag(source, ['Term', 'Quiz', 'Callout'])).toBeUndefined();
  expect(
    unknownTag(source.replace('<Quiz id="second"', '<Quizz id="second"'), ['Term', 'Quiz', 'Callout']),
  ).toMatchObject({
    name: 'Quizz',
    line: 29,
  });
});
