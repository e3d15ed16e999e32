import { describe, expect, test } from 'vitest';
import { explain, needs, serve } from '#testing';
import { createApp } from './app.ts';

/** A clock that stands still until a test moves it. */
function createClock(time = '2026-03-01T08:00:00.000Z') {
  return {
    now: () => new Date(time),
    moveTo(later: string) {
      time = later;
    },
  };
}

/** A client of an app of its own, and the clock that the app was given. */
async function setUp({ fresh = false } = {}) {
  const clock = createClock();
  const client = await serve(createApp({ clock }), { fresh });
  /** Stores a task and gives what was answered, whatever that is. */
  const create = async (task: object) => read((await client.post('/tasks', { json: task })).text);
  return { clock, client, create };
}

/** The parsed body, or an empty object when it is no JSON. */
function read(text: string) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

const words = expect.stringMatching(/\w/);
const show = (value: unknown) => JSON.stringify(value)?.slice(0, 120) ?? 'nothing';

describe('POST /tasks', () => {
  test('stores a task and answers with all of it', async () => {
    const { client } = await setUp();

    const answer = await client.post('/tasks', {
      json: { title: 'Bleed the radiators', due: '2026-03-05', priority: 2 },
    });

    expect(
      answer.status,
      explain({ expected: '201', because: 'a task was made', look: 'the route for POST /tasks, and its status' }),
    ).toBe(201);
    expect(
      read(answer.text),
      explain({
        expected: 'id, title, due, priority, status "open" and completedAt null',
        because: 'the client shows what the server kept',
        look: 'the object that POST answers with',
      }),
    ).toMatchObject({
      id: expect.any(Number),
      title: 'Bleed the radiators',
      due: '2026-03-05',
      priority: 2,
      status: 'open',
      completedAt: null,
    });
  });

  test('says in Location where the task is', async () => {
    const { client } = await setUp();

    const { headers, text } = await client.post('/tasks', { json: { title: 'Bleed the radiators' } });

    const location = headers['location'];
    expect(
      location ?? '',
      explain({
        diagnosis: location === undefined && '201 without saying where',
        got: `Location: ${location}`,
        expected: `/tasks/${read(text).id}`,
        because: 'a client should not have to put addresses together',
        look: 'the headers of the answer to POST: res.location()',
      }),
    ).toMatch(new RegExp(`^(?:https?://[^/]+)?/tasks/${read(text).id}$`));
  });

  test('fills in what was left out', async () => {
    const { create } = await setUp();

    const task = await create({ title: 'Bleed the radiators' });

    expect(
      task,
      explain({
        expected: 'due null and priority 0',
        because: 'these are the defaults of the contract',
        look: 'what POST stores for fields that are not in the body',
      }),
    ).toMatchObject({ due: null, priority: 0 });
  });

  test('decides about id, status and completedAt itself', async () => {
    const { create } = await setUp();

    const task = await create({ title: 'Mine', id: 4711, status: 'done', completedAt: '2020-01-01T00:00:00.000Z' });

    expect(
      { taken: task.id === 4711, status: task.status, completedAt: task.completedAt },
      explain({
        expected: 'an id of the server, status "open" and completedAt null',
        because: 'a client has no say in these fields',
        look: 'how the task is built: key by key, not from the whole body',
      }),
    ).toEqual({ taken: false, status: 'open', completedAt: null });
  });

  test('answers 400 to a body that is no JSON, in JSON', async () => {
    const { client } = await setUp();

    const answer = await client.post('/tasks', {
      headers: { 'content-type': 'application/json' },
      body: '{"title":"Bleed',
    });

    const page = answer.headers['content-type']?.includes('html');
    expect(
      read(answer.text),
      explain({
        diagnosis: page && 'The client sent JSON and got a page',
        expected: '400 with title, status and detail as JSON',
        because: 'programs cannot read the page that Express sends by itself',
        look: 'the error handler after the routes: it has four parameters',
      }),
    ).toMatchObject({ title: words, status: 400, detail: words });
    expect(
      answer.status,
      explain({ expected: '400', because: 'the client has to send something else', look: 'the status of that answer' }),
    ).toBe(400);
  });
});

describe('GET /tasks', () => {
  test('of one app knows nothing of another', async () => {
    needs('two apps at once');
    const { create } = await setUp();
    await create({ title: 'Only in the first app' });

    const { client } = await setUp();
    const list = read((await client.get('/tasks')).text);

    const bare = Array.isArray(list);
    expect(
      list.items,
      explain({
        diagnosis:
          (bare && 'The list came without its object') || (list.items?.length > 0 && 'Two apps share one list'),
        sent: 'a task to one app, then GET /tasks to another',
        expected: '{"items":[],"next":null}',
        because: bare ? 'a list of pages needs a place for more than its items' : 'each app has tasks of its own',
        look: bare ? 'what GET /tasks answers with' : 'where the tasks are kept: inside of createApp',
      }),
    ).toEqual([]);
  });

  test('lists tasks in the order in which they were made', async () => {
    const { client, create } = await setUp({ fresh: true });
    for (const title of ['Pumps', 'Boiler', 'Anchor']) await create({ title, priority: title.length % 4 });

    const list = read((await client.get('/tasks')).text);

    expect(
      { titles: list.items?.map(({ title }: { title: string }) => title), next: list.next },
      explain({
        sent: 'Pumps, Boiler and Anchor to POST /tasks, then GET /tasks',
        expected: '{"items":[Pumps, Boiler, Anchor],"next":null}',
        because: 'a list without a stated order is a different list tomorrow',
        look: 'the object that GET /tasks answers with; next is for pages, which come later',
      }),
    ).toEqual({ titles: ['Pumps', 'Boiler', 'Anchor'], next: null });
  });
});

describe('GET /tasks/:id', () => {
  test('shows the task that POST stored', async () => {
    const { client, create } = await setUp();
    await create({ title: 'Pumps' });
    const task = await create({ title: 'Boiler', priority: 3 });

    const answer = await client.get(`/tasks/${task.id}`);

    expect(
      read(answer.text),
      explain({
        expected: 'the task that was stored under this id',
        because: 'what was created can be read',
        look: 'how GET /tasks/:id finds the task: its id arrives as text',
      }),
    ).toEqual(task);
  });

  test.each([
    ['GET', ''],
    ['PATCH', ''],
    ['POST', '/complete'],
  ])('%s /tasks/999999%s, which is not there, is answered with 404', async (method, rest) => {
    const { client } = await setUp();

    const answer = await client.request(method, `/tasks/999999${rest}`, method === 'PATCH' ? { json: {} } : {});

    expect(
      answer.status,
      explain({
        expected: '404',
        because: 'there is no such task',
        look: `the route for ${method}, before it does its work`,
      }),
    ).toBe(404);
    expect(
      read(answer.text),
      explain({
        expected: 'title, status and detail',
        because: 'all errors of this API have one form',
        look: 'the body of your 404',
      }),
    ).toMatchObject({ title: words, status: 404, detail: words });
  });
});

const bad: [string, Record<string, unknown>][] = [
  ['an empty title', { title: '' }],
  ['a title of 81 characters', { title: 'x'.repeat(81) }],
  ['a number for a title', { title: 7 }],
  ['null for a title', { title: null }],
  ['priority 4', { priority: 4 }],
  ['priority -1', { priority: -1 }],
  ['priority 1.5', { priority: 1.5 }],
  ['priority "2"', { priority: '2' }],
  ['null for a priority', { priority: null }],
  ['a due that is a word', { due: 'tomorrow' }],
  ['a due that is a number', { due: 20260305 }],
  ['30 February', { due: '2026-02-30' }],
  ['a due with a time', { due: '2026-03-05T10:00:00Z' }],
  ['month 13', { due: '2026-13-01' }],
];

describe('a body with a fault', () => {
  test('of several kinds is told all of them', async () => {
    const { client } = await setUp();

    const answer = await client.post('/tasks', { json: { title: '', due: 'soon', priority: 'high' } });

    const fields = read(answer.text).errors?.map(({ field }: { field: string }) => field) ?? [];
    expect(
      { status: answer.status, fields: fields.toSorted() },
      explain({
        diagnosis: fields.length === 1 && 'Sent 3 faults, got 1',
        expected: '422 with errors for title, due and priority',
        because: 'nobody wants to correct a form three times',
        look:
          answer.status === 400
            ? 'what the check throws for such a value: the handler for unreadable JSON answered in its place'
            : 'the place where the first fault ends the check',
      }),
    ).toEqual({ status: 422, fields: ['due', 'priority', 'title'] });
    expect(
      read(answer.text),
      explain({
        expected: 'title, status, detail, and a message for each field',
        because: 'all errors of this API have one form',
        look: 'the body of your 422',
      }),
    ).toMatchObject({
      title: words,
      status: 422,
      detail: words,
      errors: [{ message: words }, { message: words }, { message: words }],
    });
  });

  test.each(bad)('is refused by POST: %s', async (what, fault) => {
    const { client } = await setUp();

    const answer = await client.post('/tasks', { json: { title: 'Good', ...fault } });

    const [field] = Object.keys(fault);
    expect(
      { status: answer.status, fields: read(answer.text).errors?.map((one: { field: string }) => one.field) },
      explain({
        diagnosis: what === '30 February' && answer.status === 201 && '30 February was stored',
        sent: `POST /tasks with ${what}`,
        expected: `422 with one entry in errors, for ${field}`,
        because: 'whatever gets in has to be shown, sorted and paid for later',
        look: `the check of ${field}`,
      }),
    ).toEqual({ status: 422, fields: [field] });
  });

  test.each(['POST', 'PATCH'])('that is missing is no reason for %s to break', async (method) => {
    const { client, create } = await setUp();
    const { id } = await create({ title: 'Pumps' });

    const answer = await client.request(method, method === 'POST' ? '/tasks' : `/tasks/${id}`);

    const expected = method === 'POST' ? 422 : 200;
    expect(
      answer.status,
      explain({
        expected: `${expected}`,
        because: method === 'POST' ? 'a task needs a title' : 'nothing was to be changed',
        look: 'what you read when req.body is undefined',
      }),
    ).toBe(expected);
  });

  test.each([
    ['a title of 1 character', { title: 'x' }],
    ['a title of 80', { title: 'x'.repeat(80) }],
    ['priority 3', { priority: 3 }],
    ['29 February of a leap year', { due: '2028-02-29' }],
    ['the last day of a year', { due: '2026-12-31' }],
  ])('is not this: %s', async (what, fields) => {
    const { client, create } = await setUp();
    const { id } = await create({ title: 'Pumps' });

    const created = await client.post('/tasks', { json: { title: 'Good', ...fields } });
    const changed = await client.patch(`/tasks/${id}`, { json: fields });

    expect(
      { POST: created.status, PATCH: changed.status },
      explain({
        sent: `POST and PATCH with ${what}`,
        got: `${created.status} and ${changed.status}`,
        expected: '201 and 200',
        because: 'both ends of what is allowed are allowed',
        look: `the check of ${Object.keys(fields)[0]}`,
      }),
    ).toEqual({ POST: 201, PATCH: 200 });
  });
});

describe('PATCH /tasks/:id', () => {
  test('changes what was sent and keeps the rest', async () => {
    const { client, create } = await setUp();
    const task = await create({ title: 'Bleed the radiators', due: '2026-03-05', priority: 2 });

    const answer = await client.patch(`/tasks/${task.id}`, { json: { title: 'Bleed all radiators' } });

    const wanted = { ...task, title: 'Bleed all radiators' };
    const stored = read((await client.get(`/tasks/${task.id}`)).text);
    const sent = `PATCH /tasks/${task.id} with a new title`;
    expect(
      stored,
      explain({
        diagnosis: stored.due === null && 'PATCH erased what was left out',
        sent,
        got: `${show(stored)} from GET afterwards`,
        expected: 'the new title, and due and priority as before',
        because: 'PATCH is a list of changes, not a new task',
        look: 'what PATCH does with fields that were not sent',
      }),
    ).toEqual(wanted);
    expect(
      read(answer.text),
      explain({
        sent,
        expected: 'the changed task',
        because: 'the client shows what the server kept',
        look: 'what PATCH answers with',
      }),
    ).toEqual(wanted);
  });

  test.each([
    ['priority 0', { priority: 0 }, 'PATCH took priority 0 for left out'],
    ['due null', { due: null }, 'PATCH took due null for left out'],
  ])('sets %s', async (what, change, diagnosis) => {
    const { client, create } = await setUp();
    const task = await create({ title: 'Pumps', due: '2026-03-05', priority: 2 });

    const answer = await client.patch(`/tasks/${task.id}`, { json: change });

    const changed = read(answer.text);
    expect(
      changed,
      explain({
        diagnosis: answer.status === 200 && diagnosis,
        expected: `the task with ${what}`,
        because: 'left out, null and 0 are three different messages',
        look: 'how PATCH decides that a field was sent: not by its truth, and not by ??',
      }),
    ).toMatchObject(change);
  });

  test('ignores what a client has no say in', async () => {
    const { client, create } = await setUp();
    const task = await create({ title: 'Pumps' });

    await client.patch(`/tasks/${task.id}`, {
      json: { id: 4711, status: 'done', completedAt: '2020-01-01T00:00:00.000Z' },
    });

    const stored = read((await client.get(`/tasks/${task.id}`)).text);
    expect(
      stored,
      explain({
        diagnosis: stored.status === 'done' && 'PATCH let the client decide about status',
        got: `${show(stored)} from GET afterwards`,
        expected: 'the task as it was',
        because: 'a task is done when it was completed, with the time of the server',
        look: 'which fields PATCH takes over from the body',
      }),
    ).toEqual(task);
  });

  test.each(bad)('refuses %s, and changes nothing', async (what, fault) => {
    const { client, create } = await setUp();
    const task = await create({ title: 'Pumps', due: '2026-03-05', priority: 2 });

    const answer = await client.patch(`/tasks/${task.id}`, { json: { title: 'Changed', ...fault } });

    const stored = read((await client.get(`/tasks/${task.id}`)).text);
    const half = answer.status === 422 && stored.title === 'Changed';
    expect(
      { status: answer.status, stored },
      explain({
        diagnosis:
          (half && 'A refused PATCH changed the title') ||
          (answer.status === 200 && what === 'an empty title' && 'PATCH let in what POST refuses'),
        sent: `PATCH /tasks/${task.id} with ${what}`,
        got: `${answer.status}, and ${show(stored)} from GET afterwards`,
        expected: '422, and the task as it was',
        because: 'a change has to leave a good task behind',
        look: half ? 'the order: check everything, then change' : 'the check of PATCH',
      }),
    ).toEqual({ status: 422, stored: task });
  });
});

describe('DELETE /tasks/:id', () => {
  test('removes the task once; the second time it is not found', async () => {
    const { client, create } = await setUp();
    const kept = await create({ title: 'Pumps' });
    const { id } = await create({ title: 'Boiler' });

    const first = await client.delete(`/tasks/${id}`);
    const gone = await client.get(`/tasks/${id}`);
    const other = await client.get(`/tasks/${kept.id}`);

    expect(
      { first: first.status, gone: gone.status, other: other.status },
      explain({
        sent: `DELETE /tasks/${id}, then GET of it and of its neighbour`,
        got: `${first.status}, then ${gone.status} and ${other.status}`,
        expected: '204, then 404 and 200',
        because: 'that task is gone, and only that one',
        look: 'the route for DELETE',
      }),
    ).toEqual({ first: 204, gone: 404, other: 200 });

    const second = await client.delete(`/tasks/${id}`);
    expect(
      second.status,
      explain({
        diagnosis: second.status === 204 && 'The same task was deleted twice',
        sent: `DELETE /tasks/${id} for the second time`,
        expected: '404',
        because: 'there is nothing left to delete',
        look: 'how DELETE notices that there was no such task',
      }),
    ).toBe(404);
  });

  test('frees no id for another task', async () => {
    const { client, create } = await setUp();
    await create({ title: 'Pumps' });
    const { id } = await create({ title: 'Boiler' });
    await client.delete(`/tasks/${id}`);

    const next = await create({ title: 'Anchor' });

    expect(
      next.id === id ? 'the old id' : 'a new id',
      explain({
        diagnosis: next.id === id && 'A new task got the id of a deleted one',
        sent: `DELETE /tasks/${id}, then POST /tasks`,
        got: `a new task with the id ${next.id}`,
        expected: 'an id that no task ever had',
        because: 'a bookmark of the old task would lead to a stranger',
        look: 'how the next id is made: a counter that never goes back',
      }),
    ).toBe('a new id');
  });
});

describe('POST /tasks/:id/complete', () => {
  test('makes the task done', async () => {
    const { client, create } = await setUp();
    const task = await create({ title: 'Pumps', due: '2026-03-05' });

    const answer = await client.post(`/tasks/${task.id}/complete`);

    const stored = read((await client.get(`/tasks/${task.id}`)).text);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(
      { status: answer.status, stored },
      explain({
        got: `${answer.status}, and ${show(stored)} from GET afterwards`,
        expected: '200, status "done" and a time such as 2026-03-01T08:00:00.000Z',
        because: 'that is what completing means',
        look: 'the route for complete',
      }),
    ).toEqual({ status: 200, stored: { ...task, status: 'done', completedAt: time } });
    expect(
      read(answer.text),
      explain({
        expected: 'the task as it is now',
        because: 'the client shows what the server kept',
        look: 'what complete answers with',
      }),
    ).toEqual(stored);
  });

  test('sent again, changes nothing more', async () => {
    const { client, create, clock } = await setUp();
    const { id } = await create({ title: 'Pumps' });
    const first = read((await client.post(`/tasks/${id}/complete`)).text);
    clock.moveTo('2026-03-01T09:30:00.000Z');

    const answer = await client.post(`/tasks/${id}/complete`);

    const second = read(answer.text);
    expect(
      { status: answer.status, task: second },
      explain({
        diagnosis:
          (second.status === 'open' && 'Second complete reopened it') ||
          (second.completedAt !== first.completedAt && 'Second complete moved its time'),
        sent: `POST /tasks/${id}/complete, at 08:00 and again at 09:30`,
        expected: `200, still done, with completedAt ${first.completedAt}`,
        because: 'a client that lost the first answer may ask again',
        look: 'what complete does with a task that is done already',
      }),
    ).toEqual({ status: 200, task: first });
  });

  test('takes the time from the clock', async () => {
    needs('a clock that the test sets');
    const { client, create, clock } = await setUp();
    const { id } = await create({ title: 'Pumps' });
    clock.moveTo('2026-03-01T17:45:10.250Z');

    const task = read((await client.post(`/tasks/${id}/complete`)).text);

    expect(
      task.completedAt,
      explain({
        sent: `POST /tasks/${id}/complete at 17:45:10`,
        expected: '2026-03-01T17:45:10.250Z',
        because: 'the app was given a clock, and that is what it says now',
        look: 'where clock.now() is called: inside of the route',
      }),
    ).toBe('2026-03-01T17:45:10.250Z');
  });

  test('is not undone by a change', async () => {
    const { client, create } = await setUp();
    const { id } = await create({ title: 'Pumps' });
    const done = read((await client.post(`/tasks/${id}/complete`)).text);

    const changed = read((await client.patch(`/tasks/${id}`, { json: { title: 'All pumps' } })).text);

    expect(
      changed,
      explain({
        sent: `POST /tasks/${id}/complete, then PATCH with a new title`,
        expected: 'the new title, still done',
        because: 'PATCH changes what was sent and keeps the rest',
        look: 'what PATCH does with status and completedAt',
      }),
    ).toEqual({ ...done, title: 'All pumps' });
  });
});
