const titleOf = (slug: string) => (slug[0]!.toUpperCase() + slug.slice(1)).replaceAll('-', ' ');

/** An exercise that works: its starter fails, its right answers pass, its wrong one is told by name. */
export function exerciseSkeleton(slug: string): Record<string, string> {
  return {
    'README.md': `---
title: ${titleOf(slug)}
kind: write
language: typescript
focus: [app.ts]
hints:
  - A nudge. What does \`createApp\` know that the answer needs?
  - The concept. A handler ends with \`res.send\` or \`res.json\`, and sees the parameters around it.
  - The region. The handler of \`GET /\`, in its only line.
wrong:
  always-hello: 'The app always greets with Hello'
---

Finish \`createApp\` in \`app.ts\`: \`GET /\` answers 200 with the greeting that the app was made with.
`,
    'app.ts': app("// TODO: answer with the greeting.\n    res.status(501).send('Not yet');"),
    'app.test.ts': suite,
    'solution/app.ts': app('res.send(greeting);'),
    'alt/end/app.ts': app("res.type('text').end(greeting);"),
    'alt/status/app.ts': app('res.status(200).send(`${greeting}`);'),
    'wrong/always-hello/app.ts': app("res.send('Hello');"),
  };
}

const app = (body: string) => `import express from 'express';

export function createApp(greeting: string) {
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

// Two apps that answer the same request differently: an answer learnt by heart does not pass.
test.each(['Hello', 'Moin'])('GET / greets with %s', async (greeting) => {
  const client = await serve(createApp(greeting));

  const answer = await client.get('/');

  expect(
    answer.text,
    explain({
      diagnosis: greeting !== 'Hello' && answer.text === 'Hello' && 'The app always greets with Hello',
      expected: \`“\${greeting}”\`,
      because: 'the app was made with this greeting',
      look: 'what the handler of GET / sends',
    }),
  ).toBe(greeting);
});
`;

/** The sections of every lesson in their order, with parts that hold the checks until yours are there. */
export function lessonSkeleton(slug: string): string {
  return `---
title: ${titleOf(slug)}
description: One sentence that says what a reader can do afterwards.
minutes: 20
---

A failure or a question that makes the reader curious, in at most 60 words.

## You will be able to

Name it in one line.

## Predict

${question('Predict', `${slug}-predict`, 'What does this print?', 0)}

\`\`\`ts
console.log('first');
\`\`\`

</Predict>

## Explain

### One idea

At most 120 words, and something to look at.

\`\`\`ts
console.log('an example');
\`\`\`

## Worked example

Each step, and why it is taken.

## Faded step

<Parsons id="${slug}-parsons" prompt="Put the lines in order." lines={['const a = 1;', 'console.log(a);']} />

## Exercise

<Exercise slug="the-slug-of-your-exercise" />

## Check yourself

${question('Quiz', `${slug}-quiz-one`, 'A question about this lesson', 1)}

${question('Quiz', `${slug}-quiz-two`, 'Another question about this lesson', 2)}

${question('Quiz', `${slug}-quiz-three`, 'A question from an earlier lesson', 0, 'stage/lesson')}

## In the real world

One thing that a reader will meet at work, in at most 80 words.
`;
}

/** Three options with the right one at `right`; a Predict stays open for the code that it asks about. */
function question(tag: 'Predict' | 'Quiz', id: string, text: string, right: number, from?: string): string {
  const options = [0, 1, 2].map((index) => {
    const correct = index === right ? ' correct: true,' : '';
    return `    { text: 'Option ${index + 1}',${correct} why: 'Why this is ${correct ? '' : 'not '}it.' },`;
  });
  const props = [`id="${id}"`, ...(from ? [`from="${from}"`] : []), `question="${text}"`, 'options={['];
  return [`<${tag}`, ...props.map((prop) => `  ${prop}`), ...options, `  ]}`, tag === 'Quiz' ? '/>' : '>'].join('\n');
}
