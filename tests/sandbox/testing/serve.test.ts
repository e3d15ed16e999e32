import http from 'node:http';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { explain, serve } from '#testing';
import { readExplanation } from '../../../sandbox/testing/explain-format.ts';
import { lastExchange } from '../../../sandbox/testing/record.ts';

/** The parts of the explanation that an action fails with. */
async function explanationOf(action: () => Promise<unknown>) {
  const error = await action().then(
    () => expect.unreachable('it should fail'),
    (reason: Error) => reason,
  );
  return readExplanation(error.message);
}

test('explain() and readExplanation() are each other’s inverse', () => {
  const parts = { diagnosis: 'D', sent: 'S', got: 'G', expected: 'E', because: 'B, because C', look: 'L' };
  expect(readExplanation(`${explain(parts)}: expected 1 to be 2`)).toEqual({
    explanation: parts,
    assertion: 'expected 1 to be 2',
  });
});

test('the last exchange fills in what was sent and what came back', async () => {
  const app = express().use(express.json());
  app.post('/notes', (_request, response) => void response.status(201).json({ id: 1 }));
  const client = await serve(app);
  await client.with({ authorization: 'Ann' }).post('/notes?x=1', { json: { text: 'hi' } });
  expect(explain({ expected: '200' })).toBe(
    'You sent POST /notes?x=1 as Ann with {"text":"hi"}.\nWe got 201 with {"id":1}.\nWe expected 200.\n',
  );
});

test('a report names one address for the app, also where the app names its own', async () => {
  const app = express().get('/', (request, response) => {
    const place = `http://${request.get('host')}/notes/1`;
    response.location(place).json({ place });
  });
  const client = await serve(app);
  const answer = await client.get('/');
  expect(answer.json().place).toBe(`${client.url}/notes/1`);
  const { response } = lastExchange()!;
  expect(Object.fromEntries(response!.headers)).toMatchObject({ Location: 'http://localhost:3000/notes/1' });
  expect(response!.body).toBe('{"place":"http://localhost:3000/notes/1"}');
});

test('an error page of Express is quoted by its first line', async () => {
  const app = express();
  app.get('/', () => {
    throw new TypeError('no "x" here');
  });
  const client = await serve(app);
  await client.get('/');
  expect(explain({ expected: '200' })).toContain('We got 500 with an error page: TypeError: no "x" here.');
});

test('an app that listens by itself is told to leave that to the grader', async () => {
  const server = http.createServer().listen(0);
  onTestFinished(() => void server.close());
  const { explanation } = await explanationOf(() => serve(express()));
  expect(explanation?.diagnosis).toBe('Return the app; the grader starts it');
});

test('a function that returns nothing is told that the app is missing', async () => {
  const { explanation } = await explanationOf(() => serve(undefined));
  expect(explanation).toMatchObject({ diagnosis: 'There is no app to serve', got: 'undefined' });
});

test('an app that never answers is told so, without waiting for the time limit', async () => {
  const client = await serve(express().get('/', () => {}));
  const { explanation } = await explanationOf(() => client.get('/'));
  expect(explanation).toMatchObject({ diagnosis: 'Your app gave no answer', sent: 'GET /' });
});

test('a header that is set after the answer is no second answer', async () => {
  const app = express();
  app.get('/', (_request, response) => {
    response.json({ id: 1 });
    response.location('/things/1');
  });
  const client = await serve(app);
  const { explanation } = await explanationOf(() => client.get('/'));
  expect(explanation?.diagnosis).toBe('A header was set after the answer');
  expect(explanation?.got).toBe('Location set when GET / was answered already');
});

test('an app that answers twice is told so', async () => {
  const app = express();
  app.get('/', (_request, response) => {
    response.send('one');
    try {
      response.send('two');
    } catch {
      // Frameworks log this and go on, so the suite would not see it.
    }
  });
  const client = await serve(app);
  const { explanation } = await explanationOf(() => client.get('/'));
  expect(explanation?.diagnosis).toBe('Your app answered twice');
});
