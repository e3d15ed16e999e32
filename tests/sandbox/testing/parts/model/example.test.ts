import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { explain, serve } from '#testing';
import { hostile, modelServer } from '#testing/model';
import { createApp } from './chat.ts';

test('the answer is shown as text', async () => {
  const model = await modelServer({
    replies: [{ when: 'refund', reply: 'Within five days.' }],
    faults: [
      { type: 'rate-limited', retryAfter: 0 },
      { type: 'hostile', kind: 'script' },
    ],
  });
  const client = await serve(createApp(new OpenAI({ maxRetries: 1 })));

  const answer = await client.post('/chat', { json: { question: 'When is my refund?' } });

  expect(model.requests.map(({ status }) => status)).toEqual([429, 200]);
  expect(
    answer.text,
    explain({ expected: 'no tag of the model’s', because: 'what a model writes may be anybody’s words' }),
  ).not.toContain(hostile.script);
});
