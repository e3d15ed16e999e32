import { expect, test } from 'vitest';
import { explain, serve } from '#testing';
import { createApp } from './app.ts';

test('two apps count for themselves', async () => {
  const [first, second] = [
    await serve(createApp({ greeting: 'Hello' })),
    await serve(createApp({ greeting: 'Hello' })),
  ];

  await first.get('/visits');
  const answer = await second.get('/visits');

  expect(
    answer.status,
    explain({ expected: '200', because: '`/visits` is a path of the contract', look: "app.get('/visits', …)" }),
  ).toBe(200);
  const { visits } = answer.json();
  expect(
    visits,
    explain({
      diagnosis: visits === 2 && 'Two apps shared one count',
      sent: 'GET /visits to one app, then GET /visits to another one',
      got: `${answer.text} from the second app`,
      expected: '1 visit',
      because: 'nobody has visited the second app before',
      look: visits === 2 ? 'where the count lives: it has to be made inside createApp' : 'what you put under `visits`',
    }),
  ).toBe(1);
});

// The same request three times: an answer learnt by heart does not pass.
test('each visit is counted', async () => {
  const client = await serve(createApp({ greeting: 'Hello' }));

  const told: unknown[] = [];
  for (let visit = 1; visit <= 3; visit++) told.push((await client.get('/visits')).json().visits);

  const neverMoved = told.every((visits) => visits === 1);
  expect(
    told,
    explain({
      diagnosis: neverMoved && 'The second visit was counted as the first',
      sent: 'GET /visits three times',
      got: `${JSON.stringify(told)} under \`visits\``,
      expected: '[1,2,3]',
      because: 'each visit is one more than the one before',
      look: 'the lines that run for each request',
    }),
  ).toEqual([1, 2, 3]);
});

test.each(['Hello', 'Moin'])('%s is the greeting of the app that was made with it', async (greeting) => {
  const client = await serve(createApp({ greeting }));

  const answer = await client.get('/visits');

  expect(
    answer.json(),
    explain({
      expected: `“${greeting}” under \`greeting\``,
      because: 'createApp was handed this greeting',
      look: 'what you put under `greeting`',
    }),
  ).toEqual({ greeting, visits: 1 });
});
