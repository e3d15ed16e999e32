import express from 'express';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { explain, needs, serve } from '#testing';
import { createApp } from './app.ts';

/** A clock that stands still until a test moves it, and remembers each reading it gave. */
function createClock(time = '2026-03-01T08:00:00.000Z') {
  const readings: string[] = [];
  return {
    readings,
    now() {
      readings.push(time);
      return new Date(time);
    },
    moveTo(later: string) {
      time = later;
    },
  };
}

// An app that starts itself is noticed by the first test, and opens no port while it is graded.
const listen = vi.spyOn(express.application, 'listen').mockReturnThis();
afterAll(() => listen.mockRestore());

test('createApp leaves the start to whoever calls it', () => {
  listen.mockClear();

  createApp({ clock: createClock() });

  expect(
    listen.mock.calls,
    explain({
      diagnosis: 'Return the app; the grader starts it',
      got: `a call of app.listen(${listen.mock.lastCall?.[0] ?? ''}) while createApp ran`,
      expected: 'no call of listen',
      because: 'whoever calls createApp chooses the port, and may need two apps at once',
      look: 'the line that calls listen; createApp needs only `return app`',
    }),
  ).toEqual([]);
});

describe('GET /', () => {
  test('greets the world when the request carries no name', async () => {
    const client = await serve(createApp({ clock: createClock() }));

    const answer = await client.get('/');

    expect(
      answer.status,
      explain({ expected: '200', because: '`/` is a path of the contract', look: "app.get('/', …)" }),
    ).toBe(200);
    expect(
      answer.text,
      explain({
        expected: '“Hello, world!”',
        because: 'without ?name= the greeting is for everyone',
        look: notFilledIn(answer.text) ?? 'what your handler sends when req.query.name is undefined',
      }),
    ).toBe('Hello, world!');
  });

  test.each([
    ['Ada', '/?name=Ada'],
    ['Zoë', '/?name=Zo%C3%AB'],
    ['Grace Hopper', '/?name=Grace%20Hopper'],
  ])('greets %s by name', async (name, path) => {
    const client = await serve(createApp({ clock: createClock() }));

    const answer = await client.get(path);

    expect(
      answer.text,
      explain({
        expected: `“Hello, ${name}!”`,
        because: 'the request says who is greeted',
        look: notFilledIn(answer.text) ?? 'req.query.name, and the text that you build from it',
      }),
    ).toBe(`Hello, ${name}!`);
  });
});

describe('GET /time', () => {
  test('answers with JSON, labelled as JSON', async () => {
    const client = await serve(createApp({ clock: createClock() }));

    const answer = await client.get('/time');

    expect(
      answer.status,
      explain({
        expected: '200',
        because: '`/time` is a path of the contract',
        look:
          answer.status === 501 ? 'res.status(501): without it, an answer has the status 200' : "app.get('/time', …)",
      }),
    ).toBe(200);
    const body = readJson(answer.text);
    const label = answer.headers['content-type'] ?? 'no content-type header';
    expect(
      label,
      explain({
        diagnosis:
          label.startsWith('text/html') && body !== undefined && 'JSON body labelled text/html; use `res.json`',
        got: `${answer.text.slice(0, 60)}, labelled ${label}`,
        expected: 'content-type application/json',
        because: 'programs trust the label, not the look of the text',
        look: body === undefined ? 'which of your routes answers GET /time' : 'the method of res that sends the time',
      }),
    ).toMatch(/^application\/json\b/);
  });

  test('tells what the clock says at each request', async () => {
    needs('a clock that the test sets');
    const clock = createClock();
    const client = await serve(createApp({ clock }));

    clock.moveTo('2026-03-01T09:30:00.000Z');
    const morning = await client.get('/time');
    clock.moveTo('2026-03-01T17:45:10.250Z');
    const evening = await client.get('/time');

    expect(
      [morning.status, evening.status],
      explain({
        sent: 'GET /time, twice',
        expected: '200 both times',
        because: '`/time` is a path of the contract',
        look: "app.get('/time', …)",
      }),
    ).toEqual([200, 200]);
    const told = [readJson(morning.text), readJson(evening.text)];
    const neverMoved = morning.text === evening.text && clock.readings.includes(told[0]?.now);
    expect(
      told,
      explain({
        diagnosis: neverMoved && 'Two clock readings gave one `now`',
        sent: 'GET /time at 09:30, and again at 17:45',
        got: `${morning.text} and then ${evening.text}`,
        expected: '{"now":"2026-03-01T09:30:00.000Z"} and then {"now":"2026-03-01T17:45:10.250Z"}',
        because: 'each answer tells the time of its own request',
        look: neverMoved
          ? 'where you call clock.now(): it has to be inside the handler'
          : 'what you put under the key `now`: it has to come from clock.now()',
      }),
    ).toEqual([{ now: '2026-03-01T09:30:00.000Z' }, { now: '2026-03-01T17:45:10.250Z' }]);
  });
});

test.each(['/nope', '/times', '/time/zone'])('GET %s, a path without a route, is answered with 404', async (path) => {
  const client = await serve(createApp({ clock: createClock() }));

  const answer = await client.get(path);

  expect(
    answer.status,
    explain({
      expected: '404',
      because: 'a wrong address must not look like a right one',
      look: 'routes that match more than their own path: app.use, or a pattern with *',
    }),
  ).toBe(404);
});

/** Where to look when the text was sent with its `${…}` as it is typed; otherwise undefined. */
function notFilledIn(text: string) {
  return text.includes('${') ? 'the quotes around your text: only backticks fill in ${…}' : undefined;
}

/** The parsed body, or undefined when it is not JSON. */
function readJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
