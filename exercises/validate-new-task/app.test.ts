import { describe, expect, test } from 'vitest';
import { explain, serve, type Answer } from '#testing';
import { createApp } from './app.ts';

const rules: Record<string, string> = {
  title: 'title is required: text of 1 to 80 characters',
  priority: 'priority is a whole number from 0 to 3',
  due: 'due is a day that exists, as YYYY-MM-DD, or null',
  done: 'done is true or false',
};

/** Any text that says something; which words it says is up to you. */
const words = expect.stringMatching(/\w/);

const open = (options?: { fresh: boolean }) => serve(createApp(), options);

describe('a good task', () => {
  test.each([
    { title: 'Pay rent', priority: 2, due: '2026-03-01', done: true },
    { title: 'Call Zoë', priority: 3, due: '2028-02-29', done: true },
    { title: 'Sort the cellar', priority: 1, due: null, done: true },
  ])('is stored as it was sent: %j', async (task) => {
    const client = await open();

    const answer = await client.post('/tasks', { json: task });

    expectCreated(answer, 'all four fields keep their rules');
    expect(
      answer.json(),
      explain({
        expected: `${JSON.stringify(task)} with an id`,
        because: 'a good value is kept as it is',
        look: 'the task that you build from the body',
      }),
    ).toEqual({ id: expect.any(Number), ...task });
  });

  test('may have priority 0 and not be done', async () => {
    const client = await open();

    const answer = await client.post('/tasks', { json: { title: 'Water the fern', priority: 0, done: false } });

    expect(
      answer.status,
      explain({
        diagnosis: String(faultyFields(answer)) === 'priority' && 'priority 0 refused',
        expected: '201',
        because: '0 and false are values, not gaps',
        look: 'conditions such as `!body.priority`: they treat 0 like “left out”',
      }),
    ).toBe(201);
    expect(
      answer.json(),
      explain({
        expected: 'priority 0 and done false',
        because: 'that is what was sent',
        look: 'the task that you build',
      }),
    ).toMatchObject({ priority: 0, done: false });
  });

  test('needs nothing but a title', async () => {
    const client = await open();

    const answer = await client.post('/tasks', { json: { title: 'Learn HTTP' } });

    expectCreated(answer, 'priority, due and done may be left out');
    expect(
      answer.json(),
      explain({
        expected: 'priority 0, due null and done false',
        because: 'these count for what was left out',
        look: 'the defaults of your task',
      }),
    ).toEqual({ id: expect.any(Number), title: 'Learn HTTP', priority: 0, due: null, done: false });
  });

  test.each([1, 80])('may have a title of %i characters', async (length) => {
    const client = await open();

    const answer = await client.post('/tasks', { json: { title: 'x'.repeat(length) } });

    expect(
      answer.status,
      explain({
        sent: `a title of ${length} characters`,
        expected: '201',
        because: 'both ends of “1 to 80” are allowed',
        look: 'the comparisons with the length',
      }),
    ).toBe(201);
  });
});

describe('a bad task', () => {
  test('is answered with all of its faults at once', async () => {
    const client = await open();

    const answer = await client.post('/tasks', { json: { title: '', priority: 9, due: 'tomorrow' } });

    expect(
      answer.status,
      explain({
        expected: '422',
        because: 'title, priority and due all break their rules',
        look: answer.status === 201 ? 'the checks in findErrors' : 'how the faults become an answer',
      }),
    ).toBe(422);
    expect(
      answer.json(),
      explain({
        expected: '`title`, `status`, `detail`, and `errors` as a list of { field, message }',
        because: 'errors of this API have one form',
        look: 'the object that goes out with the 422',
      }),
    ).toMatchObject({ title: words, status: 422, detail: words, errors: expect.any(Array) });
    const fields = faultyFields(answer);
    expect(
      fields,
      explain({
        diagnosis: fields.length === 1 && 'Sent 3 faults, got 1',
        got: `422 that names ${fields.join(' and ') || 'no field'}`,
        expected: 'due, priority and title',
        because: 'whoever fills in a form wants to correct it once',
        look:
          fields.length === 1
            ? 'a return, throw or else that ends the checks early'
            : 'the check of the missing field, and the spelling of each `field`',
      }),
    ).toEqual(['due', 'priority', 'title']);
  });

  test.each<[string, unknown]>([
    ['title', undefined],
    ['title', 'x'.repeat(81)],
    ['title', 42],
    ['priority', 4],
    ['priority', -1],
    ['priority', 1.5],
    ['priority', '2'],
    ['priority', null],
    ['due', '2026-02-30'],
    ['due', '2026-13-01'],
    ['due', '2026-3-1'],
    ['due', '2026-03-01T10:00:00Z'],
    ['due', '2026-03'],
    ['due', 20260301],
    ['due', ['2026-03-01']],
    ['done', 'false'],
    ['done', 1],
    ['done', null],
  ])('is refused when only its %s is wrong: %j', async (field, value) => {
    const client = await open();

    const answer = await client.post('/tasks', { json: { title: 'Pay rent', [field]: value } });

    expect(
      answer.status,
      explain({
        diagnosis: field === 'done' && value === 'false' && answer.status === 201 && 'Text ‘false’ is truthy',
        sent: `a good task, but for ${describeValue(field, value)}`,
        expected: '422',
        because: rules[field],
        look: `the check of ${field}${adviceFor(answer, value)}`,
      }),
    ).toBe(422);
    expect(
      faultyFields(answer),
      explain({
        sent: `a good task, but for ${describeValue(field, value)}`,
        got: `422 that names ${faultyFields(answer).join(' and ') || 'no field'}`,
        expected: `an error for ${field} alone`,
        because: 'the other fields are fine or may be left out',
        look: 'the key `field` of your errors, and the checks of the other fields',
      }),
    ).toEqual([field]);
    expect(
      answer.json().errors,
      explain({
        sent: `a good task, but for ${describeValue(field, value)}`,
        expected: 'a `message` beside the `field`',
        because: 'a person has to read what is wrong with it',
        look: 'what you push into the errors',
      }),
    ).toEqual([expect.objectContaining({ message: words })]);
  });

  test('is not stored', async () => {
    const client = await open({ fresh: true });

    await client.post('/tasks', { json: { title: 'Good' } });
    await client.post('/tasks', { json: { title: 'Bad', priority: 'high' } });
    const list = await client.get('/tasks');

    const titles = list.json().items?.map((task: { title: unknown }) => task.title);
    expect(
      titles,
      explain({
        sent: 'a good task, a bad one, and then GET /tasks',
        expected: 'the good task alone',
        because: 'what was refused must leave no trace',
        look: 'the order of work: check first, store last',
      }),
    ).toEqual(['Good']);
  });
});

describe('what the client may not choose', () => {
  test('the id is the server’s, and each task has its own', async () => {
    const client = await open();

    const first = await client.post('/tasks', { json: { id: 999, title: 'Mine' } });
    expectCreated(first, 'fields outside the table are dropped, not refused');
    const second = await client.post('/tasks', { json: { id: 999, title: 'Mine' } });

    const ids = [first.json().id, second.json().id];
    const sent = 'the same task twice, both times with "id":999';
    const got = `the ids ${ids.join(' and ')}`;
    expect(
      ids,
      explain({
        diagnosis: ids[0] === 999 && ids[1] === 999 && 'Client chose its own id',
        sent,
        got,
        expected: 'ids that the server chose',
        because: 'with a chosen id one client could overwrite the task of another',
        look: 'how the body gets into the task: `...body` takes everything',
      }),
    ).not.toContain(999);
    expect(
      ids[1],
      explain({
        sent,
        got,
        expected: 'two different ids',
        because: 'an id names one task',
        look: 'where the id comes from',
      }),
    ).not.toBe(ids[0]);
  });

  test('unknown fields are dropped', async () => {
    const client = await open();

    const answer = await client.post('/tasks', { json: { title: 'Pay rent', mood: 'meh', isAdmin: true } });

    expectCreated(answer, 'fields outside the table are dropped, not refused');
    expect(
      Object.keys(answer.json()).toSorted(),
      explain({
        expected: 'id, title, priority, due and done',
        because: 'tomorrow’s code may give isAdmin a meaning',
        look: 'how the body gets into the task',
      }),
    ).toEqual(['done', 'due', 'id', 'priority', 'title']);
  });
});

test('a request without a body lacks a title', async () => {
  const client = await open();

  const answer = await client.post('/tasks');

  expect(
    answer.status,
    explain({
      sent: 'POST /tasks without a body',
      expected: '422',
      because: 'the client forgot something; a 500 would say that the server broke',
      look: 'req.body: it is undefined when nothing was sent',
    }),
  ).toBe(422);
  expect(
    faultyFields(answer),
    explain({
      expected: 'an error for title',
      because: 'title is the one required field',
      look: 'findErrors for an empty body',
    }),
  ).toEqual(['title']);
});

function expectCreated(answer: Answer, because: string) {
  expect(
    answer.status,
    explain({
      expected: '201',
      because,
      look: answer.status === 422 ? 'the check of the field that your answer names' : 'the status of a stored task',
    }),
  ).toBe(201);
}

/** The fields that a 422 names, each once, in alphabetical order. */
function faultyFields(answer: Answer): string[] {
  if (answer.status !== 422) return [];
  const { errors } = answer.json() as { errors?: { field?: unknown }[] };
  if (!Array.isArray(errors)) return [];
  return [...new Set(errors.map((error) => String(error?.field)))].toSorted();
}

/** What more can be said of a check that let `value` through, or broke on it. */
function adviceFor({ status }: Answer, value: unknown): string {
  if (status === 500) return ': it throws before there is an answer';
  if (value === '2026-02-30') return ': `new Date` makes 2 March of it; compare what comes out with what was sent';
  return '';
}

function describeValue(field: string, value: unknown): string {
  if (value === undefined) return `a missing ${field}`;
  if (typeof value === 'string' && value.length > 40) return `a ${field} of ${value.length} characters`;
  return `"${field}":${JSON.stringify(value)}`;
}
