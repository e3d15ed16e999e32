import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { explain, serve } from '#testing';
import { createApp } from './app.ts';

const schema = `
  CREATE TABLE users    (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
  CREATE TABLE sessions (token TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id)) STRICT;
  CREATE TABLE notes    (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), text TEXT NOT NULL) STRICT;

  INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cleo');
  INSERT INTO sessions VALUES ('ann-token', 1), ('bob-token', 2), ('cleo-token', 3);
  INSERT INTO notes VALUES
    (1, 1, 'Buy oats'), (2, 1, 'Call the plumber'), (3, 1, 'Return library books'), (4, 2, 'Bike to work'),
    (5, 1, 'Water the fern'), (6, 2, 'Surprise party for Ann'), (7, 2, 'Dear diary'), (8, 1, 'Renew passport');
`;
const ann = 1;
const bob = 2;
/** The newest first: Ann owns 5 notes, but only 2 of the 5 newest. */
const annsNotes = [8, 5, 3, 2, 1];

/** A fresh database for each test, the app on top of it, and a client for each user. */
async function setUp({ fresh = true } = {}) {
  const db = new Database(':memory:');
  onTestFinished(() => void db.close());
  db.exec(schema);
  const client = await serve(createApp({ db }), { fresh });
  const as = (name: string) => client.with({ authorization: `Bearer ${name}-token` });
  /** The database of a server elsewhere cannot be looked into; each user is asked instead. */
  const seenByOwner = async (id: number): Promise<StoredNote | undefined> => {
    for (const [index, name] of ['ann', 'bob', 'cleo'].entries()) {
      const answer = await as(name).get(`/notes/${id}`);
      if (answer.status === 200) return { id, user_id: index + 1, text: answer.json().text };
    }
    return undefined;
  };
  return {
    anonymous: client,
    ann: as('ann'),
    bob: as('bob'),
    cleo: as('cleo'),
    /** What is stored, whatever the app says about it. */
    stored: async (id: number) =>
      client.inProcess
        ? (db.prepare('SELECT * FROM notes WHERE id = ?').get(id) as StoredNote | undefined)
        : seenByOwner(id),
  };
}

interface StoredNote {
  id: number;
  user_id: number;
  text: string;
}

/** Any text that says something. */
const words = expect.stringMatching(/\w/);

/** The mistake of telling a stranger that the note is there. */
const confirmsNote = (status: number) => status === 403 && 'Confirms note 7 exists; contract says 404';

describe('without a login', () => {
  test.each([
    ['GET', '/notes'],
    ['GET', '/notes/7'],
    ['DELETE', '/notes/7'],
    ['PATCH', '/notes/7'],
    ['POST', '/notes'],
  ])('%s %s is answered with 401', async (method, path) => {
    const { anonymous } = await setUp({ fresh: false });

    const answer = await anonymous.request(method, path, method === 'GET' ? {} : { json: { text: 'Hi' } });

    expect(
      answer.status,
      explain({
        sent: `${method} ${path} without a login`,
        expected: '401',
        because: 'nobody knows who is asking',
        look: 'app.use(login(db)): it has to come before every route',
      }),
    ).toBe(401);
  });
});

describe('GET /notes/:id', () => {
  test('shows Ann her own note', async () => {
    const { ann } = await setUp();

    const answer = await ann.get('/notes/5');

    expect(
      answer.status,
      explain({
        sent: 'GET /notes/5 as Ann; note 5 is hers',
        expected: '200',
        because: 'owners may read what they wrote',
        look: 'the values bound to the WHERE of your SELECT, and their order',
      }),
    ).toBe(200);
    expect(
      answer.json(),
      explain({
        sent: 'GET /notes/5 as Ann; note 5 is hers',
        expected: 'note 5, with `id` and `text`',
        because: 'that is the note she asked for',
        look: 'the WHERE of your SELECT',
      }),
    ).toMatchObject({ id: 5, text: 'Water the fern' });
  });

  test("answers 404 to Ann for Bob's note", async () => {
    const { ann } = await setUp();

    const answer = await ann.get('/notes/7');

    expect(
      answer.status,
      explain({
        diagnosis: confirmsNote(answer.status),
        sent: "GET /notes/7 as Ann; note 7 is Bob's",
        expected: '404',
        because: "a stranger's note does not exist for her",
        look: 'the WHERE of the SELECT behind GET /notes/:id',
      }),
    ).toBe(404);
  });

  test("answers for Bob's note exactly as for a note that never was", async () => {
    const { ann } = await setUp();

    const missing = await ann.get('/notes/999');
    const stranger = await ann.get('/notes/7');

    expect(
      missing.json(),
      explain({
        sent: 'GET /notes/999 as Ann; no such note',
        got: `${missing.status} with ${missing.text.slice(0, 100)}`,
        expected: '404 with an error of title, status and detail',
        because: 'all errors of this API have one form',
        look: 'sendNotFound',
      }),
    ).toMatchObject({ title: words, status: 404, detail: words });
    expect(
      stranger.text.replaceAll('7', '#'),
      explain({
        sent: "GET /notes/7 and GET /notes/999 as Ann; note 7 is Bob's, note 999 never was",
        got: `${stranger.text.slice(0, 100)} for 7 and ${missing.text.slice(0, 100)} for 999`,
        expected: 'the same answer but for the number',
        because: 'any difference tells her that note 7 is there',
        look: 'the two places that answer 404',
      }),
    ).toBe(missing.text.replaceAll('999', '#'));
  });
});

describe('GET /notes', () => {
  test.each([
    ['Ann', annsNotes],
    ['Bob', [7, 6, 4]],
    ['Cleo', []],
  ])("lists all of %s's notes and nobody else's, newest first", async (name, expected) => {
    const users = await setUp();
    const user = { Ann: users.ann, Bob: users.bob, Cleo: users.cleo }[name]!;

    const answer = await user.get('/notes');

    expect(
      readIds(answer.json()),
      explain({
        sent: `GET /notes as ${name}`,
        got: describeList(answer.json()),
        expected: expected.length ? `notes ${expected.join(', ')}` : 'an empty list',
        because: `these are the notes that ${name} owns, newest first`,
        look: readIds(answer.json())
          ? 'the WHERE and the ORDER BY of your list'
          : 'the object that carries the list: { items }',
      }),
    ).toEqual(expected);
  });

  test("counts only Ann's own notes toward the limit", async () => {
    const { ann } = await setUp();

    const five = await ann.get('/notes?limit=5');
    const ids = readIds(five.json());

    expect(
      ids,
      explain({
        diagnosis: String(ids) === '8,5' && 'Ann saw 2 of her 5',
        sent: 'GET /notes?limit=5 as Ann, who owns 5 notes',
        got: describeList(five.json()),
        expected: `notes ${annsNotes.join(', ')}`,
        because: "Bob's notes must not use up her places",
        look: 'the order of work: choose the owner first, cut to the limit last',
      }),
    ).toEqual(annsNotes);

    const three = await ann.get('/notes?limit=3');

    expect(
      readIds(three.json()),
      explain({
        sent: 'GET /notes?limit=3 as Ann, who owns 5 notes',
        got: describeList(three.json()),
        expected: 'notes 8, 5, 3',
        because: 'the limit still cuts her list',
        look: 'the LIMIT of your list',
      }),
    ).toEqual([8, 5, 3]);
  });

  test('ignores an owner named in the query', async () => {
    const { ann } = await setUp();

    const answer = await ann.get('/notes?userId=2&user_id=2');

    expect(
      readIds(answer.json()),
      explain({
        got: describeList(answer.json()),
        sent: "GET /notes?userId=2&user_id=2 as Ann; 2 is Bob's id",
        expected: `notes ${annsNotes.join(', ')}`,
        because: 'the owner is whoever logged in, not whoever the query names',
        look: 'where your list takes the owner from',
      }),
    ).toEqual(annsNotes);
  });
});

describe('DELETE /notes/:id', () => {
  test("leaves Bob's note alone and answers 404 to Ann", async () => {
    const { ann, stored } = await setUp();

    const answer = await ann.delete('/notes/7');

    const gone = !(await stored(7));
    expect(
      { status: answer.status, stillThere: !gone },
      explain({
        diagnosis: gone ? "DELETE removed Bob's note" : confirmsNote(answer.status),
        sent: "DELETE /notes/7 as Ann; note 7 is Bob's",
        got: `${answer.status}, and the note ${gone ? 'was gone' : 'is still there'}`,
        expected: '404 and the note untouched',
        because: 'every read and every change must check the owner',
        look: gone ? 'the WHERE of your DELETE' : 'what you answer when the DELETE changed no row',
      }),
    ).toEqual({ status: 404, stillThere: true });
  });

  test('removes her own note once; the second time it is not found', async () => {
    const { ann, stored } = await setUp();

    const first = await ann.delete('/notes/5');
    const left = await stored(5);

    expect(
      { status: first.status, stillThere: Boolean(left) },
      explain({
        sent: 'DELETE /notes/5 as Ann; note 5 is hers',
        got: `${first.status}, and the note ${left ? 'is still there' : 'was gone'}`,
        expected: '204 and the note gone',
        because: 'owners may delete their notes',
        look: left ? 'the values bound to your DELETE, and their order' : 'the status that DELETE answers with',
      }),
    ).toEqual({ status: 204, stillThere: false });

    const second = await ann.delete('/notes/5');

    expect(
      second.status,
      explain({
        sent: 'DELETE /notes/5 as Ann for the second time',
        expected: '404',
        because: 'there is nothing left to delete',
        look: 'how many rows the DELETE changed',
      }),
    ).toBe(404);
  });
});

describe('PATCH /notes/:id', () => {
  test('changes her own note and answers with it', async () => {
    const { ann: client, stored } = await setUp();

    const answer = await client.patch('/notes/5', { json: { text: 'Water both ferns' } });
    const sent = 'PATCH /notes/5 as Ann with a new text; note 5 is hers';

    expect(
      answer.status,
      explain({
        sent,
        expected: '200 and the changed note',
        because: 'note 5 is hers to change',
        look: 'app.patch: its UPDATE, and the answer after it',
      }),
    ).toBe(200);
    expect(
      answer.json(),
      explain({
        sent,
        expected: '{"id":5,"text":"Water both ferns"}, with a number as its id',
        because: 'the client shows what the server kept',
        look: 'what PATCH answers with',
      }),
    ).toMatchObject({ id: 5, text: 'Water both ferns' });
    const kept = await stored(5);
    expect(
      kept,
      explain({
        sent,
        got: `${JSON.stringify(kept)} in the table notes`,
        expected: 'the new text under id 5, still owned by user 1',
        because: 'a change must outlive its answer',
        look: 'the UPDATE and the values bound to it',
      }),
    ).toEqual({ id: 5, user_id: ann, text: 'Water both ferns' });
  });

  test("leaves Bob's note alone and answers 404 to Ann", async () => {
    const { ann, stored } = await setUp();

    const answer = await ann.patch('/notes/7', { json: { text: 'Ann was here' } });

    const { text } = (await stored(7))!;
    expect(
      { status: answer.status, text },
      explain({
        diagnosis: confirmsNote(answer.status),
        sent: "PATCH /notes/7 as Ann; note 7 is Bob's",
        got: `${answer.status}, and the note says “${text}”`,
        expected: '404 and the note untouched',
        because: 'every read and every change must check the owner',
        look: 'the WHERE of your UPDATE',
      }),
    ).toEqual({ status: 404, text: 'Dear diary' });
  });

  test("does not believe a body that names the note's owner", async () => {
    const { ann, stored } = await setUp();

    const plain = await ann.patch('/notes/7', { json: { text: 'Ann was here' } });
    const claiming = await ann.patch('/notes/7', { json: { text: 'Ann was here', userId: bob, user_id: bob } });

    const { text } = (await stored(7))!;
    const believed = plain.status === 404 && text === 'Ann was here';
    expect(
      { status: claiming.status, text },
      explain({
        diagnosis: believed && 'Client named itself owner',
        sent: `PATCH /notes/7 as Ann with userId ${bob}, which is Bob's`,
        got: `${claiming.status}, and the note says “${text}”`,
        expected: '404 and the note untouched',
        because: 'anybody can write any id into a body',
        look: 'where PATCH takes the owner from',
      }),
    ).toEqual({ status: 404, text: 'Dear diary' });
  });

  test('keeps the owner of a note, whatever the body says', async () => {
    const { ann: client, stored } = await setUp();

    await client.patch('/notes/5', { json: { text: 'Yours now', userId: bob, user_id: bob } });
    const kept = await stored(5);

    expect(
      kept,
      explain({
        sent: `PATCH /notes/5 as Ann with a new text and userId ${bob}, which is Bob's`,
        got: `${JSON.stringify(kept)} in the table notes`,
        expected: 'the new text, and the owner still user 1',
        because: 'PATCH changes the text and nothing else',
        look: 'the SET of your UPDATE',
      }),
    ).toEqual({ id: 5, user_id: ann, text: 'Yours now' });
  });
});

describe('POST /notes', () => {
  test.each([
    ['Ann', ann, bob],
    ['Bob', bob, ann],
  ])('stores a note of %s, whatever owner the body names', async (name, id, other) => {
    const users = await setUp();
    const client = name === 'Ann' ? users.ann : users.bob;

    const answer = await client.post('/notes', { json: { text: 'New note', userId: other, user_id: other } });

    expect(
      answer.status,
      explain({ expected: '201', because: 'the body holds a usable text; other fields are ignored', look: 'app.post' }),
    ).toBe(201);
    const owner = (await users.stored(answer.json().id))?.user_id;
    expect(
      owner,
      explain({
        diagnosis: owner === other && 'Client named itself owner',
        sent: `POST /notes as ${name}, user ${id}, with userId ${other} in the body`,
        got: owner ? `a note of user ${owner}` : `no note stored under the id of the answer`,
        expected: `a note of user ${id}`,
        because: 'anybody can write any id into a body',
        look: 'where POST takes the owner from',
      }),
    ).toBe(id);
  });

  test('stores a note that its owner can read', async () => {
    const { cleo } = await setUp();

    const created = await cleo.post('/notes', { json: { text: 'Learn SQL' } });

    expect(
      created.status,
      explain({
        expected: '201',
        because: 'a text is all that a new note needs',
        look: 'the values bound to your INSERT',
      }),
    ).toBe(201);
    const { id } = created.json();
    const read = await cleo.get(`/notes/${id}`);
    expect(
      read.json(),
      explain({
        expected: 'the note that Cleo stored',
        because: 'it is hers',
        look: 'the INSERT: which user does it name?',
      }),
    ).toMatchObject({ id, text: 'Learn SQL' });
  });
});

describe.each([
  ['PATCH', '/notes/5', 200],
  ['POST', '/notes', 201],
])('%s %s', (method, path, accepted) => {
  test.each<[string, unknown]>([
    ['an empty text', ''],
    ['a text of 1,001 characters', 'x'.repeat(1001)],
    ['a number for a text', 42],
    ['a list for a text', ['Hi']],
    ['no text', undefined],
  ])('refuses %s', async (what, text) => {
    const { ann, stored } = await setUp();

    const answer = await ann.request(method, path, { json: { text } });

    const left = (await stored(5))!.text;
    expect(
      { status: answer.status, text: left },
      explain({
        sent: `${method} ${path} as Ann with ${what}`,
        got: `${answer.status}, and note 5 says “${left}”`,
        expected: '422 and note 5 untouched',
        because: 'a note has a text of 1 to 1,000 characters',
        look: 'readText: what it gives you, and what you do when it gives you nothing',
      }),
    ).toEqual({ status: 422, text: 'Water the fern' });
    expect(
      answer.json(),
      explain({
        expected: 'an error of title, status and detail',
        because: 'all errors of this API have one form',
        look: 'sendInvalidText',
      }),
    ).toMatchObject({ title: words, status: 422, detail: words });
  });

  test.each([1, 1000])('takes a text of %i characters', async (length) => {
    const { ann } = await setUp();

    const answer = await ann.request(method, path, { json: { text: 'x'.repeat(length) } });

    expect(
      answer.status,
      explain({
        sent: `${method} ${path} as Ann with a text of ${length} characters`,
        got: String(answer.status),
        expected: String(accepted),
        because: 'both ends of “1 to 1,000” are allowed',
        look: 'what you do with what readText gives you',
      }),
    ).toBe(accepted);
  });

  test('refuses a request without a body', async () => {
    const { ann } = await setUp();

    const answer = await ann.request(method, path);

    expect(
      answer.status,
      explain({
        expected: '422',
        because: 'no body holds no text; a 500 would say that the server broke',
        look: 'readText: req.body is undefined when nothing was sent',
      }),
    ).toBe(422);
  });
});

function readIds(list: { items?: { id: number }[] } | null): number[] | undefined {
  return list?.items?.map(({ id }) => id);
}

function describeList(list: { items?: { id: number }[] } | null): string {
  const ids = readIds(list);
  if (!ids) return 'an answer without `items`';
  return ids.length ? `notes ${ids.join(', ')}` : 'an empty list';
}
