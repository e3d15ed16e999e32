const titleOf = (slug: string) => (slug[0]!.toUpperCase() + slug.slice(1)).replaceAll('-', ' ');

/** An exercise that works: its starter fails, its solution passes, its wrong answer is told by name. */
export function exerciseSkeleton(slug: string): Record<string, string> {
  return {
    'README.md': `---
title: ${titleOf(slug)}
kind: write
language: typescript
focus: [app.ts]
hints:
  - A nudge. Where does the answer come from?
  - The concept. A handler ends with \`res.send\` or \`res.json\`.
  - The region. The handler of \`GET /\`, in its only line.
wrong:
  shouts: 'The greeting is in capitals'
---

Finish \`createApp\` in \`app.ts\`: \`GET /\` answers 200 with the text \`Hello\`.
`,
    'app.ts': app("// TODO: answer with the text that the task asks for.\n    res.status(501).send('Not yet');"),
    'app.test.ts': suite,
    'solution/app.ts': app("res.send('Hello');"),
    'alt/end/app.ts': app("res.type('text').end('Hello');"),
    'alt/status/app.ts': app("res.status(200).send(['Hel', 'lo'].join(''));"),
    'wrong/shouts/app.ts': app("res.send('HELLO');"),
  };
}

const app = (body: string) => `import express from 'express';

export function createApp() {
  const app = express();

  app.get('/', (_req, res) => {
    ${body}
  });

  return app;
}
`;

const suite = `import { expect, test } from 'vitest';
import { explain, serve } from '#testing';
import { createApp } from './app.ts';

test('GET / greets', async () => {
  const client = await serve(createApp());

  const answer = await client.get('/');

  expect(
    answer.text,
    explain({
      diagnosis: answer.text === 'HELLO' && 'The greeting is in capitals',
      expected: '“Hello”',
      because: 'the task asks for this text',
      look: 'what the handler of GET / sends',
    }),
  ).toBe('Hello');
});
`;

/** The sections that every lesson has, in their order. */
export function lessonSkeleton(slug: string): string {
  return `---
title: ${titleOf(slug)}
description: One sentence that says what a reader can do afterwards.
minutes: 20
---

A failure or a question that makes the reader curious, in at most 60 words.

**You will be able to** name it in one line.

## Predict

## Explain

## Worked example

## Your turn

## Check yourself

## In the real world
`;
}
