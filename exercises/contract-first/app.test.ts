import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explain, serve } from '#testing';
import { checkAnswer, checkContract, checkRequest, inWords, lintOpenApi, parseOpenApi } from '#testing/openapi';
import { createApp } from './app.ts';

const contract = readFileSync(new URL('./openapi.yml', import.meta.url), 'utf8');

const faults = lintOpenApi(contract).filter(({ severity }) => severity === 'error');
const sound = faults.length === 0;

const task = { id: 7, title: 'Pay rent', due: '2026-03-01', done: false };
const problem = { title: 'Not found', status: 404, detail: 'There is no task 999.' };
const invalid = { title: 'Invalid task', status: 422, detail: '', errors: [{ field: 'title', message: 'is missing' }] };

/** Bodies that both teams agreed to refuse, and the field that is wrong. */
const refused: [what: string, body: unknown, field: string][] = [
  ['a POST without a body', undefined, 'title'],
  ['a body without a title', { due: null }, 'title'],
  ['an empty title', { title: '' }, 'title'],
  ['a title of 81 characters', { title: 'x'.repeat(81) }, 'title'],
  ['a title that is a number', { title: 42 }, 'title'],
  ['a due date that is a number', { title: 'Pay rent', due: 20260301 }, 'due'],
  ['a due date in words', { title: 'Pay rent', due: 'tomorrow' }, 'due'],
  ['a due date in a list', { title: 'Pay rent', due: ['2026-03-01'] }, 'due'],
  ['a due date with a time', { title: 'Pay rent', due: '2026-03-01T10:00:00.000Z' }, 'due'],
];

/** A contract can say how a date is written; not every contract can say how many days a month has. */
const refusedByTheApp: typeof refused = [
  ...refused,
  ['a day that no calendar has', { title: 'Pay rent', due: '2026-02-30' }, 'due'],
];

/** What a contract that forgot one rule lets through, where nothing else is wrong with it. */
const forgotten = ['a POST without a body', 'a title of 81 characters', 'a due date in words'];

/** Any text that says something; which words it says is up to you. */
const words = expect.stringMatching(/\w/);

const accepted: [what: string, body: unknown][] = [
  ['a title alone', { title: 'Pay rent' }],
  ['a title of 1 character', { title: 'x' }],
  ['a title of 80 characters', { title: 'x'.repeat(80) }],
  ['a date', { title: 'Pay rent', due: '2026-03-01' }],
  ['`due: null`', { title: 'Pay rent', due: null }],
];

describe('the contract', () => {
  test('is a sound OpenAPI 3.1 document', () => {
    const [fault] = faults;

    const nullable = fault?.problem.includes('nullable');
    const asInExpress = parseOpenApi(contract).operations.some(({ path }) => path.includes('/:'));
    expect(
      fault,
      explain({
        diagnosis:
          (nullable && '`nullable` is of OpenAPI 3.0; 3.1 does not know it') ||
          (asInExpress && 'A path is written /tasks/:id, as in Express') ||
          (fault?.problem.startsWith('“required” is') && '`required` stands at a field, and is a list of fields') ||
          (fault?.problem.includes('does not declare {') &&
            'The path has {id}, and the contract never says what it is'),
        sent: 'openapi.yml to the checker',
        got: fault && inWords({ ...fault, why: '', advice: '' }).trim(),
        expected: 'a document that every tool can read',
        because: fault ? lower(fault.why) : 'both teams build from it',
        look:
          (nullable && "the type: in 3.1 a list of types such as [string, 'null'] says it") ||
          (asInExpress && 'the path: OpenAPI puts the name into braces') ||
          `line ${fault?.line}. ${fault?.advice}`,
      }),
    ).toBeUndefined();
  });

  test.each([
    ['GET', '/tasks', /^\/tasks$/],
    ['POST', '/tasks', /^\/tasks$/],
    ['GET', '/tasks/{id}', /^\/tasks\/\{\w+\}$/],
  ])('has %s %s', (method, path, pattern) => {
    const listed = parseOpenApi(contract).operations.map((one) => ({
      method: one.method.toUpperCase(),
      path: one.path,
    }));

    expect(
      listed.some((one) => one.method === method && pattern.test(one.path)),
      explain({
        sent: 'openapi.yml to the checker',
        got: listed.map((one) => `${one.method} ${one.path}`).join(', ') || 'no operation',
        expected: `${method} ${path} among them`,
        because: 'what is not in the file does not exist for the mobile team',
        look: '`paths` of openapi.yml: below each path one key for each method',
      }),
    ).toBe(true);
  });
});

describe('the app', () => {
  test('adds a task and answers with all of it', async () => {
    const client = await serve(createApp());

    const answer = await client.post('/tasks', { json: { title: 'Pay rent', due: '2026-03-01' } });

    expect(
      answer.status,
      explain({
        diagnosis: answer.status === 200 && 'The app answered with 200 to a new task',
        expected: '201',
        because: '201 says that something new is there now',
        look: 'the status that POST answers with',
      }),
    ).toBe(201);
    expect(
      readJson(answer.text),
      explain({
        expected: 'the new task: id, title, due, and done, which is false',
        because: 'the mobile app shows what the server stored',
        look: 'the object that POST answers with',
      }),
    ).toMatchObject({ id: expect.any(Number), title: 'Pay rent', due: '2026-03-01', done: false });
  });

  test.each([
    ['no due date', { title: 'Pay rent' }],
    ['`due: null`', { title: 'Pay rent', due: null }],
  ])('has `due: null` in a task that was sent with %s', async (what, json) => {
    const client = await serve(createApp());

    const answer = await client.post('/tasks', { json });

    const made = readJson(answer.text);
    expect(
      made?.due,
      explain({
        diagnosis: made?.id && !('due' in made) && 'Without a due date, the app leaves `due` out',
        sent: `POST /tasks with ${what}`,
        expected: 'a task with `due: null`',
        because: 'a task always has four fields; JSON drops what is undefined',
        look: 'how POST fills `due` of the new task',
      }),
    ).toBeNull();
  });

  test.each(refusedByTheApp)('refuses %s', async (what, json, field) => {
    const client = await serve(createApp(), { fresh: true });

    const answer = await client.post('/tasks', json === undefined ? {} : { json });

    expect(
      answer.status,
      explain({
        sent: `POST /tasks: ${what}`,
        expected: '422',
        because: 'both teams agreed that this is no task',
        look: 'what POST does before it stores: findErrors tells what is wrong; without a body, req.body is undefined',
      }),
    ).toBe(422);
    expect(
      readJson(answer.text),
      explain({
        sent: `POST /tasks: ${what}`,
        expected: `an error with title, status, detail, and errors with a message for ${field}`,
        because: 'the mobile app shows each message beside its field',
        look: 'the body of your 422',
      }),
    ).toMatchObject({
      title: words,
      status: 422,
      detail: words,
      errors: expect.arrayContaining([expect.objectContaining({ field, message: words })]),
    });
    const left = readJson((await client.get('/tasks')).text)?.items?.length ?? 0;
    expect(
      left,
      explain({
        sent: `POST /tasks: ${what}, then GET /tasks`,
        expected: 'no task in the list',
        because: 'what is refused is not stored',
        look: 'the order of checking and storing in POST',
      }),
    ).toBe(0);
  });

  test('lists all tasks below `items`', async () => {
    const client = await serve(createApp(), { fresh: true });
    await client.post('/tasks', { json: { title: 'Pay rent' } });
    await client.post('/tasks', { json: { title: 'Water the fern' } });

    const answer = await client.get('/tasks');

    const body = readJson(answer.text);
    expect(
      body?.items?.map((one: { title: string }) => one.title),
      explain({
        diagnosis: Array.isArray(body) && 'The app answered with a bare list',
        expected: '{"items":[…]} with both tasks',
        because: 'an object has room for more, such as the next page; a bare list has none',
        look: 'what GET /tasks answers with',
      }),
    ).toEqual(['Pay rent', 'Water the fern']);
  });

  test('answers with one task by its id', async () => {
    const client = await serve(createApp());
    await client.post('/tasks', { json: { title: 'Pay rent' } });
    const made = await client.post('/tasks', { json: { title: 'Water the fern', due: '2026-03-01' } });
    const { id } = readJson(made.text) ?? {};

    const answer = await client.get(`/tasks/${id}`);

    expect(
      [answer.status, readJson(answer.text)],
      explain({
        expected: '200 with the task that was added second',
        because: 'a client comes back with the id that it was given',
        look: 'the route GET /tasks/:id; the id in the path arrives as text',
      }),
    ).toEqual([200, readJson(made.text)]);
  });

  test('answers with 404 and a reason for a task that never was', async () => {
    const client = await serve(createApp());

    const answer = await client.get('/tasks/999');

    const label = (answer.headers['content-type'] ?? 'nothing').split(';')[0]!;
    expect(
      answer.status,
      explain({ expected: '404', because: 'there is no task 999', look: 'GET /tasks/:id, when nothing was found' }),
    ).toBe(404);
    expect(
      label,
      explain({
        diagnosis: label === 'text/html' && 'The 404 came as text/html, without a reason that a program can read',
        got: `404 labelled ${label}`,
        expected: 'application/json',
        because: 'the mobile app reads JSON, errors included',
        look: 'who answers when nothing was found: your route, or Express',
      }),
    ).toBe('application/json');
    expect(
      readJson(answer.text),
      explain({
        expected: 'title, status and detail',
        because: 'all errors have one form',
        look: 'the body of your 404',
      }),
    ).toMatchObject({ title: words, status: 404, detail: words });
  });
});

describe('the contract allows what the app answers', () => {
  test.each<[method: string, path: string, what: string, status: number, json?: unknown]>([
    ['GET', '/tasks/999', 'a task that never was', 404],
    ['POST', '/tasks', 'a body without a title', 422, {}],
    ['POST', '/tasks', 'a title without a due date', 201, { title: 'Pay rent' }],
    ['POST', '/tasks', 'a title and a date', 201, { title: 'Pay rent', due: '2026-03-01' }],
    ['GET', '/tasks', 'the whole list', 200],
  ])('%s %s: %s', async (method, path, what, status, json) => {
    const client = await serve(createApp());

    const answer = await client.request(method, path, json === undefined ? {} : { json });

    const [mismatch] = checkAnswer(contract, method, path, answer);
    const listed = /lists ([\w, ]+)\.$/.exec(mismatch?.problem ?? '')?.[1];
    const aboutNull = mismatch?.problem.includes('/due') && answer.text.includes('"due":null');
    expect(
      mismatch?.problem,
      explain({
        diagnosis:
          (listed && answer.status >= 400 && `App answered ${answer.status}; contract lists ${listed}`) ||
          (aboutNull && sound && "`due: null` isn't allowed by your schema"),
        sent: `${method} ${path}: ${what}`,
        got: listed ? `${answer.status}` : `${answer.text.slice(0, 80)}. Held to the contract: ${mismatch?.problem}`,
        expected: `a contract that describes this ${status}`,
        because: listed
          ? 'a client can only be ready for answers that it was told of'
          : 'the mobile app may reject what the contract forbids',
        look: listed
          ? `\`responses\` of ${mismatch?.operation}`
          : `the schema below the ${answer.status} of ${mismatch?.operation}`,
      }),
    ).toBeUndefined();
  });
});

describe('the contract forbids', () => {
  const without = (value: object, key: string) =>
    Object.fromEntries(Object.entries(value).filter(([one]) => one !== key));
  const ofTask = (json: object, status = 200): [string, string, number, object] => ['GET', '/tasks/7', status, json];

  test.each<[what: string, answer: [method: string, path: string, status: number, json: unknown]]>([
    ['a response without `id`', ofTask(without(task, 'id'))],
    ['a response without `title`', ofTask(without(task, 'title'))],
    ['a response without `due`', ofTask(without(task, 'due'))],
    ['a response without `done`', ofTask(without(task, 'done'))],
    ['an id that is a text', ofTask({ ...task, id: '7' })],
    ['a title that is null', ofTask({ ...task, title: null })],
    ['a due date that is a number', ofTask({ ...task, due: 20260301 })],
    ['a `done` that is a text', ofTask({ ...task, done: 'no' })],
    ['a new task without `id`', ['POST', '/tasks', 201, without(task, 'id')]],
    ['a new task without `due`', ['POST', '/tasks', 201, without(task, 'due')]],
    ['a list without `items`', ['GET', '/tasks', 200, {}]],
    ['a list of anything', ['GET', '/tasks', 200, { items: [{ ...task, id: undefined }, 'Pay rent'] }]],
    ['a 404 without `title`', ofTask(without(problem, 'title'), 404)],
    ['a 404 without `status`', ofTask(without(problem, 'status'), 404)],
    ['a 404 without `detail`', ofTask(without(problem, 'detail'), 404)],
    ['a 422 without `title`', ['POST', '/tasks', 422, without(invalid, 'title')]],
    ['a 422 without `status`', ['POST', '/tasks', 422, without(invalid, 'status')]],
    ['a 422 without `detail`', ['POST', '/tasks', 422, without(invalid, 'detail')]],
    ['a 422 without `errors`', ['POST', '/tasks', 422, without(invalid, 'errors')]],
    ['a fault without `field`', ['POST', '/tasks', 422, { ...invalid, errors: [{ message: 'is missing' }] }]],
    ['a fault without `message`', ['POST', '/tasks', 422, { ...invalid, errors: [{ field: 'title' }] }]],
  ])('%s', (what, [method, path, status, json]) => {
    const headers = { 'content-type': 'application/json' };
    const text = JSON.stringify(json);

    const mismatches = checkAnswer(contract, method, path, { status, headers, text });

    expect(
      mismatches.length,
      explain({
        diagnosis: /response without `id`|anything/.test(what) && `${capital(what)} still validates`,
        sent: `this answer to ${method} ${path} to the checker: ${status} with ${text}`,
        got: 'no objection from openapi.yml',
        expected: 'an objection',
        because: 'a promise that every answer keeps helps nobody who builds on it',
        look: `\`required\`, \`properties\` and \`items\` of the schema below the ${status}`,
      }),
    ).toBeGreaterThan(0);
  });
});

describe('the contract and the app agree on what may be sent:', () => {
  test.each(accepted)('%s may', async (what, json) => {
    const client = await serve(createApp());

    const [mismatch] = checkRequest(contract, 'POST', '/tasks', json);

    expect(
      mismatch?.problem,
      explain({
        sent: `POST /tasks with ${what} to the checker`,
        got: mismatch?.problem,
        expected: 'no objection',
        because: 'both teams agreed that this may be sent',
        look: 'the schema below `requestBody` of POST /tasks',
      }),
    ).toBeUndefined();
    const { status } = await client.post('/tasks', { json });
    expect(
      status,
      explain({
        sent: `POST /tasks with ${what}`,
        expected: '201',
        because: 'the contract allows it',
        look: 'what findErrors finds',
      }),
    ).toBe(201);
  });

  test.each(refused)('%s may not', (what, json) => {
    const mismatches = checkRequest(contract, 'POST', '/tasks', json);

    expect(
      mismatches.length,
      explain({
        diagnosis: sound && forgotten.includes(what) && `The contract lets ${what} through`,
        sent: `POST /tasks to the checker: ${what}`,
        got: 'no objection from openapi.yml',
        expected: 'an objection',
        because: 'the app refuses it, and nobody was told',
        look:
          json === undefined
            ? '`requestBody` of POST /tasks: a body is optional unless it says `required: true`'
            : 'the schema below `requestBody` of POST /tasks: its types, its limits, its `required`',
      }),
    ).toBeGreaterThan(0);
  });
});

test('every request that the contract allows or forbids is answered as it says', async () => {
  const client = await serve(createApp());
  const { id } = readJson((await client.post('/tasks', { json: { title: 'Pay rent' } })).text) ?? {};
  const { operations } = parseOpenApi(contract);
  const names = operations.flatMap(({ parameters }) => parameters.filter((one) => one.in === 'path'));
  const parameters = Object.fromEntries(names.map(({ name }) => [name, id]));

  const [mismatch] = await checkContract(contract, client, { parameters });

  expect(
    mismatch && `${mismatch.operation}: ${mismatch.problem}`,
    explain({
      sent: 'one request for each rule of openapi.yml',
      got: mismatch && `${mismatch.operation}: ${mismatch.problem}`,
      expected: 'what the contract says',
      because: 'a contract that the app does not keep is worse than none',
      look: 'which of the two is right by the words of the task; then change the other',
    }),
  ).toBeUndefined();
});

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The parsed body, or undefined when it is not JSON. */
function readJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
