import { expect, test } from 'vitest';
import { explain } from '#testing';
import { python } from '#testing/python';

test('a note that was sent is in the list', async () => {
  const app = await python('app.py');
  const text = 'Käse 🧀';

  const made = await app.post('/notes', { json: { text } });

  expect(
    made.status,
    explain({ expected: '201', because: 'the request made something new', look: 'the branch for POST /notes' }),
  ).toBe(201);
  const { id } = made.json();
  expect(
    made.json(),
    explain({
      expected: `the new note with its id and “${text}”`,
      because: 'the client shows it',
      look: 'what POST answers',
    }),
  ).toEqual({ id: expect.any(Number), text });
  expect(
    (await app.get('/notes')).json(),
    explain({ expected: 'that one note', because: 'it was the only one so far', look: 'the INSERT of POST /notes' }),
  ).toEqual([{ id, text }]);
});

test('a text may hold any character', async () => {
  const app = await python('app.py');
  const text = "it's late'); DROP TABLE notes; --";

  const made = await app.post('/notes', { json: { text } });

  expect(
    made.status,
    explain({
      diagnosis: made.status === 500 && 'A quotation mark broke your SQL',
      expected: '201',
      because: 'a value that is handed over with `?` is never read as SQL',
      look: 'how the text gets into the INSERT',
    }),
  ).toBe(201);
});

test('notes are there after a restart', async () => {
  const before = await python('app.py');
  await before.post('/notes', { json: { text: 'Sleep' } });
  const files = await before.files();
  await before.stop();
  const app = await python('app.py', { files });

  const notes = (await app.get('/notes')).json();

  expect(
    notes.length,
    explain({
      diagnosis: notes.length === 0 && 'The note was gone after a restart',
      sent: 'POST /notes, and after a restart GET /notes',
      expected: 'the note',
      because: 'only what is committed is in the file',
      look: 'what ends the transaction of your INSERT',
    }),
  ).toBe(1);
});
