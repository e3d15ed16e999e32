import { describe, expect, test } from 'vitest';
import { explain, needs } from '#testing';
import { python, type PythonApp } from '#testing/python';

interface Task {
  id: number;
  title: string;
  priority: number;
  done: boolean;
}

/** The parsed body, or undefined when it is not JSON. */
function readJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The id of a new task; 0 where there is none, which no task has. */
async function add(app: PythonApp, task: Partial<Task>): Promise<number> {
  return readJson((await app.post('/tasks', { json: task })).text)?.id ?? 0;
}

async function stored(app: PythonApp, id: number): Promise<Task | undefined> {
  const answer = await app.get(`/tasks/${id}`);
  return answer.status === 200 ? readJson(answer.text) : undefined;
}

/** Where to look: at the error that the program has printed, and otherwise at this place. */
function look(app: PythonApp, place: string): string {
  const error = app
    .output('stderr')
    .match(/^\w*(?:Error|Exception)\b.*/gm)
    ?.at(-1);
  return error ? `the traceback in the output, which ends in “${error.slice(0, 120)}”` : place;
}

/** No test minds what others have stored. */
const open = () => python('app.py', { shared: true });

/** Any text that says something. */
const words = expect.stringMatching(/\w/);

test('GET /tasks answers with a list', async () => {
  const app = await open();

  const answer = await app.get('/tasks');

  const wantsBytes = answer.status === 500 && /bytes/.test(app.output('stderr'));
  expect(
    answer.status,
    explain({
      diagnosis: wantsBytes && 'WSGI wants bytes',
      expected: '200',
      because: wantsBytes
        ? 'what travels is bytes, and WSGI leaves it to you to turn text into them'
        : '`/tasks` is a path of the contract',
      look: wantsBytes ? 'the list that your app gives back: what is in it?' : look(app, 'the answer to GET /tasks'),
    }),
  ).toBe(200);
  expect(
    readJson(answer.text)?.items,
    explain({ expected: '{"items": […]}', because: 'clients look for `items`', look: 'the answer to GET /tasks' }),
  ).toBeInstanceOf(Array);
  expect(
    answer.headers['content-type'],
    explain({
      got: `a body labelled ${answer.headers['content-type'] ?? 'as nothing'}`,
      expected: 'application/json',
      because: 'programs trust the label',
      look: 'the headers that you hand to start_response',
    }),
  ).toMatch(/^application\/json\b/);
});

describe('POST /tasks', () => {
  test('stores a task and fills in what was left out', async () => {
    const app = await open();

    const made = await app.post('/tasks', { json: { title: 'Pay rent' } });

    expect(
      made.status,
      explain({
        expected: '201',
        because: 'something new is there now',
        look: look(app, 'the status of POST /tasks'),
      }),
    ).toBe(201);
    const task = readJson(made.text);
    expect(
      task,
      explain({
        diagnosis: task?.done === 0 && '`done` came back as 0',
        expected: 'the task with an id, priority 0 and done false',
        because: 'clients of the other API find true and false there, and compare with them',
        look:
          task?.done === 0 ? 'how a row becomes a task: SQLite keeps no booleans' : 'the task that POST answers with',
      }),
    ).toEqual({ id: expect.any(Number), title: 'Pay rent', priority: 0, done: false });
    const kept = await stored(app, task.id);
    expect(
      kept,
      explain({
        sent: `POST /tasks, and then GET /tasks/${task.id}`,
        got: JSON.stringify(kept),
        expected: 'the same task',
        because: 'it was stored',
        look: 'the INSERT, and the answer to GET /tasks/{id}',
      }),
    ).toEqual(task);
  });

  test('takes all three fields, to the ends of what is allowed', async () => {
    const app = await open();
    const task = { title: 'x'.repeat(80), priority: 3, done: true };

    const made = await app.post('/tasks', { json: { ...task, id: 4711, owner: 'Ann' } });

    expect(
      readJson(made.text),
      explain({
        sent: 'POST /tasks with a title of 80 characters, priority 3, done true, and an id',
        got: `${made.status} with ${made.text.slice(-80)}`,
        expected: '201 with these three and an id of the server',
        because: 'the ends of a range belong to it',
        look: 'your checks, and which fields you use',
      }),
    ).toEqual({ ...task, id: expect.toSatisfy((id: number) => id !== 4711) });
  });

  test('counts bytes, not characters', async () => {
    const app = await open();
    const title = 'Käse für Zoë 🧀';
    const plain = await app.post('/tasks', { json: { title: 'Cheese for Zoe' } });

    // An answer that is longer than it says is cut off, or breaks the connection.
    const made = await app.post('/tasks', { json: { title } }).catch(() => undefined);

    const cut = plain.status === 201 && (!made || (made.status === 201 && readJson(made.text) === undefined));
    expect(
      readJson(made?.text ?? '')?.title,
      explain({
        diagnosis: cut && 'The answer was cut off: Content-Length counts bytes',
        sent: `POST /tasks with the title “${title}”`,
        got: cut ? 'an answer that ends before its last character' : made && `${made.status} with ${made.text}`,
        expected: 'a task with that title',
        because: 'ä takes two bytes and a cheese four',
        look: cut ? 'what you measure for Content-Length' : 'how the text becomes bytes, and bytes a text',
      }),
    ).toBe(title);
  });

  test('takes quotation marks as part of a text', async () => {
    const app = await open();
    const title = "Ann's list'); DROP TABLE tasks; --";

    const made = await app.post('/tasks', { json: { title } });

    expect(
      [made.status, readJson(made.text)?.title],
      explain({
        diagnosis: made.status === 500 && /sqlite3\.\w*Error/.test(app.output()) && 'A quotation mark broke the SQL',
        expected: '201 with that title',
        because: 'a value that is handed over beside the SQL is never read as SQL',
        look: 'how the title gets into the INSERT',
      }),
    ).toEqual([201, title]);
  });
});

describe('an address without a task', () => {
  test('is answered with 404', async () => {
    const app = await open();

    for (const path of ['/tasks/999999', '/tasks/x', '/tasks/1.5', '/task', '/']) {
      const answer = await app.get(path);

      expect(
        answer.status,
        explain({
          diagnosis: path === '/tasks/x' && answer.status === 500 && '/tasks/x gave 500',
          sent: `GET ${path}`,
          expected: '404',
          because: answer.status === 500 ? 'a wrong address is no failure of the server' : 'nothing is there',
          look: 'the part that finds the id in a path',
        }),
      ).toBe(404);
      expect(
        readJson(answer.text),
        explain({
          sent: `GET ${path}`,
          expected: 'an error of title, status and detail',
          because: 'all errors of this API have one form',
          look: 'the body of your 404',
        }),
      ).toMatchObject({ title: words, status: 404, detail: words });
      expect(
        answer.headers['content-type'],
        explain({
          sent: `GET ${path}`,
          got: `an error labelled ${answer.headers['content-type'] ?? 'as nothing'}`,
          expected: 'application/json',
          because: 'an error is JSON like every other body',
          look: 'the headers of your 404',
        }),
      ).toMatch(/^application\/json\b/);
    }
  });

  test('is no place for PUT or PATCH', async () => {
    const app = await open();

    for (const method of ['PUT', 'PATCH']) {
      const answer = await app.request(method, '/tasks/999999', { json: { title: 'Hi' } });

      expect(
        answer.status,
        explain({
          expected: '404',
          because: 'there is no task 999999',
          look: look(app, `what ${method} does when it finds nothing`),
        }),
      ).toBe(404);
    }
  });
});

describe('a body that breaks a rule', () => {
  test('is told its own faults, all of them, and no others', async () => {
    const app = await open();

    await app.post('/tasks', { json: { title: '' } });
    const answer = await app.post('/tasks', { json: { title: 'A', priority: 9, done: 'no' } });

    const fields = readJson(answer.text)?.errors?.map((one: { field: string }) => one.field);
    expect(
      fields?.toSorted(),
      explain({
        diagnosis: fields?.includes('title') && 'A fault of the last request was told again',
        sent: 'POST /tasks with an empty title, and then with a good title, priority 9 and done "no"',
        got: `errors for ${fields} the second time`,
        expected: 'errors for priority and done',
        because: 'each request answers for itself',
        look: fields?.includes('title')
          ? 'when the list of faults is made: a default like `errors=[]` is made once, for all calls'
          : 'whether the checks go on after the first fault',
      }),
    ).toEqual(['done', 'priority']);
  });

  const texts = { 'left out': undefined, empty: '', 'of 81 characters': 'x'.repeat(81), 'a number': 5, null: null };
  const numbers = { true: true, '"2"': '2', '1.5': 1.5, '4': 4, '-1': -1 };
  const choices = { '"false"': 'false', '0': 0 };

  // One program answers all requests of a field: starting one costs more than asking it.
  test.each<[field: string, values: Record<string, unknown>]>([
    ['title', texts],
    ['priority', numbers],
    ['done', choices],
  ])('is refused with 422 (%s)', async (field, values) => {
    const app = await open();

    for (const [what, value] of Object.entries(values)) {
      const answer = await app.post('/tasks', { json: { title: 'A', [field]: value } });

      const isTrue = value === true;
      expect(
        answer.status,
        explain({
          diagnosis: isTrue && answer.status === 201 && '`true` was taken for a priority',
          sent: `POST /tasks with the ${field} ${what}`,
          expected: '422',
          because: isTrue ? 'in JSON true is no number; in Python it is an int' : 'it breaks a rule of the task',
          look: look(app, `the check of ${field}`),
        }),
      ).toBe(422);
      expect(
        readJson(answer.text),
        explain({
          sent: `POST /tasks with the ${field} ${what}`,
          expected: `an error whose errors name ${field}`,
          because: 'a form shows the message beside its field',
          look: 'the body of your 422',
        }),
      ).toMatchObject({ title: words, status: 422, detail: words, errors: [{ field, message: words }] });
    }
  });

  test('changes nothing', async () => {
    const app = await open();
    const id = await add(app, { title: 'Pay rent', priority: 2 });

    for (const method of ['PUT', 'PATCH']) {
      const answer = await app.request(method, `/tasks/${id}`, { json: { title: 'Late', priority: 7 } });

      const kept = await stored(app, id);
      expect(
        [answer.status, kept?.title],
        explain({
          sent: `${method} /tasks/${id} with a new title and priority 7`,
          got: `${answer.status}, and the title is “${kept?.title}”`,
          expected: '422 and the task untouched',
          because: 'half a change is a task that nobody wanted',
          look: `the order of checking and storing in ${method}`,
        }),
      ).toEqual([422, 'Pay rent']);
    }
  });

  test('is answered with 400 when it is no JSON object', async () => {
    const app = await open();
    const id = await add(app, { title: 'Pay rent' });
    const asked = { POST: '/tasks', PUT: `/tasks/${id}`, PATCH: `/tasks/${id}` };

    for (const [method, path] of Object.entries(asked)) {
      for (const body of ['{"title": ', '["Pay rent"]', '']) {
        const answer = await app.request(method, path, { headers: { 'content-type': 'application/json' }, body });

        expect(
          [answer.status, readJson(answer.text)?.status],
          explain({
            sent: `${method} ${path} with the body ${body || '(none)'}`,
            expected: '400, in the status line and in the error',
            because: answer.status === 500 ? 'a 500 would say that the server broke' : 'there are no fields to look at',
            look: look(app, 'what you do when json.loads raises, and when it gives no dict'),
          }),
        ).toEqual([400, 400]);
      }
    }
  });
});

test('PUT replaces the whole task', async () => {
  const app = await open();
  const id = await add(app, { title: 'Pay rent', priority: 3, done: true });

  const answer = await app.put(`/tasks/${id}`, { json: { title: 'Water the fern' } });

  const kept = await stored(app, id);
  expect(
    [answer.status, kept],
    explain({
      diagnosis: kept?.priority === 3 && kept.title === 'Water the fern' && 'The old priority survived a full replace',
      sent: `PUT /tasks/${id} with a title; before, the task had priority 3 and was done`,
      got: `${answer.status}, and ${JSON.stringify(kept)}`,
      expected: '200, and the new title with priority 0, not done',
      because: 'after a PUT the task is what was sent, whatever it was before',
      look: look(app, 'what PUT takes for a field that was left out'),
    }),
  ).toEqual([200, { id, title: 'Water the fern', priority: 0, done: false }]);
  const short = await app.put(`/tasks/${id}`, { json: { priority: 1 } });
  expect(
    short.status,
    explain({
      sent: `PUT /tasks/${id} with a priority and no title`,
      expected: '422',
      because: 'a title has no default, and what the task had before does not count',
      look: 'what PUT takes for a title that was left out',
    }),
  ).toBe(422);
});

describe('PATCH', () => {
  test('changes what was sent and keeps the rest', async () => {
    const app = await open();
    const id = await add(app, { title: 'Pay rent', priority: 3 });

    const answer = await app.patch(`/tasks/${id}`, { json: { done: true } });

    const kept = await stored(app, id);
    expect(
      [answer.status, kept],
      explain({
        diagnosis: kept?.done && kept.priority === 0 && 'A priority that was not sent was erased',
        sent: `PATCH /tasks/${id} with done; the task has priority 3`,
        got: `${answer.status}, and ${JSON.stringify(kept)}`,
        expected: '200, done, and still “Pay rent” with priority 3',
        because: 'a PATCH speaks only of what it names',
        look: look(app, 'what PATCH takes for a field that was left out'),
      }),
    ).toEqual([200, { id, title: 'Pay rent', priority: 3, done: true }]);
  });

  test('can set false and 0', async () => {
    const app = await open();
    const id = await add(app, { title: 'Pay rent', priority: 3, done: true });

    await app.patch(`/tasks/${id}`, { json: { done: false, priority: 0 } });

    const kept = await stored(app, id);
    expect(
      [kept?.done, kept?.priority],
      explain({
        diagnosis: kept?.done && 'PATCH could not set `done` to false',
        sent: `PATCH /tasks/${id} with done false and priority 0`,
        got: JSON.stringify(kept),
        expected: 'not done, with priority 0',
        because: 'false, 0 and “left out” are three things; `or` and `if not` see one',
        look: 'how PATCH finds out whether a field was sent',
      }),
    ).toEqual([false, 0]);
  });

  test('changes the task of its address, whatever id the body names', async () => {
    const app = await open();
    const first = await add(app, { title: 'Pay rent' });
    const second = await add(app, { title: 'Water the fern' });

    await app.patch(`/tasks/${first}`, { json: { id: second, title: 'Changed' } });

    const titles = [(await stored(app, first))?.title, (await stored(app, second))?.title];
    expect(
      titles,
      explain({
        diagnosis: titles[1] === 'Changed' && 'The id in the body decided which task was changed',
        sent: `PATCH /tasks/${first} with id ${second} in the body`,
        got: `“${titles[0]}” under ${first} and “${titles[1]}” under ${second}`,
        expected: `“Changed” under ${first}, and ${second} as it was`,
        because: 'the address says which task is meant',
        look: 'where the UPDATE takes its id from',
      }),
    ).toEqual(['Changed', 'Water the fern']);
  });
});

test('DELETE removes a task once; the second time it is not found', async () => {
  const app = await open();
  const id = await add(app, { title: 'Pay rent' });

  const first = await app.delete(`/tasks/${id}`);
  const left = await app.get(`/tasks/${id}`);
  const second = await app.delete(`/tasks/${id}`);

  expect(
    [first.status, first.text, left.status],
    explain({
      sent: `DELETE /tasks/${id}, then GET /tasks/${id}`,
      got: `${first.status}, then ${left.status}`,
      expected: '204 without a body, then 404',
      because: 'the task is gone, and there is nothing to show',
      look: look(app, 'the DELETE, and the answer after it'),
    }),
  ).toEqual([204, '', 404]);
  expect(
    second.status,
    explain({
      diagnosis: second.status === 204 && 'The second DELETE found something to delete',
      sent: `DELETE /tasks/${id} for the second time`,
      expected: '404',
      because: 'repeating it changes nothing, and says what is true: there is no such task',
      look: 'what DELETE does when there is no row',
    }),
  ).toBe(404);
});

test('the list holds what is there, the oldest first', async () => {
  const app = await open();
  const ids = [await add(app, { title: 'A' }), await add(app, { title: 'B' }), await add(app, { title: 'C' })];
  await app.delete(`/tasks/${ids[1]}`);
  await app.patch(`/tasks/${ids[0]}`, { json: { priority: 2 } });

  // What earlier tests have stored may break an answer of a length that was miscounted.
  const answer = await app.get('/tasks').catch(() => undefined);
  const items: Task[] = readJson(answer?.text ?? '')?.items ?? [];
  const these = items.filter(({ id }) => ids.includes(id));

  expect(
    these,
    explain({
      sent: 'GET /tasks, after A, B and C were added, B deleted and A changed',
      got: these.map(({ title, priority }) => `${title} with priority ${priority}`).join(', ') || 'none of them',
      expected: 'A with priority 2, then C',
      because: 'a change does not make a task younger',
      look: 'the SELECT of the list, and its ORDER BY',
    }),
  ).toEqual([
    { id: ids[0], title: 'A', priority: 2, done: false },
    { id: ids[2], title: 'C', priority: 0, done: false },
  ]);
});

// Two programs, one after the other, may take longer than a test has, above all on a busy computer.
test('tasks are there after a restart', { timeout: 20_000 }, async () => {
  needs('a program that the test starts again');
  const before = await open();
  const id = await add(before, { title: 'Pay rent' });
  const files = await before.files();
  await before.stop();
  const app = await python('app.py', { files, shared: true });

  const kept = await stored(app, id);

  expect(
    kept?.title,
    explain({
      diagnosis: kept?.title === undefined && id > 0 && 'The task was gone after a restart',
      sent: `POST /tasks, and after a restart GET /tasks/${id}`,
      got: JSON.stringify(kept),
      expected: 'the task',
      because: 'only what is committed is in the file',
      look: 'what ends the transaction that your INSERT began',
    }),
  ).toBe('Pay rent');
});

/** What is in the files of the program, but for the journal: there SQLite keeps what is not committed. */
async function committed(app: PythonApp): Promise<string> {
  const files = Object.entries(await app.files()).filter(([name]) => !name.endsWith('-journal'));
  return files.map(([name, bytes]) => `${name} ${Buffer.from(bytes).toString('latin1')}`).join('\n');
}

test('changes reach the file, too', async () => {
  needs('the files of the program');
  const app = await open();
  const id = await add(app, { title: 'Pay rent' });

  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const before = await committed(app);
    const body = method === 'DELETE' ? {} : { json: { title: `Changed by ${method}` } };
    const answer = await app.request(method, `/tasks/${id}`, body);

    const same = (await committed(app)) === before;
    expect(
      same,
      explain({
        diagnosis: same && answer.status < 300 && `${method} changed nothing in the file`,
        sent: `${method} /tasks/${id}, and looked into the file`,
        got: `${answer.status}, and ${same ? 'the file is as it was' : 'a changed file'}`,
        expected: 'a change in the file',
        because: 'only what is committed is there after a restart',
        look: `what ends the transaction that ${method} began`,
      }),
    ).toBe(false);
  }
});
