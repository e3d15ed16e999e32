import { parseDocument } from 'yaml';
import { sheetFile } from './files.ts';
import type { Choice, Field, Question, Sheet } from './types.ts';

type Plain = string | Plain[] | { [key: string]: Plain };
type Entries = Record<string, Plain>;

/**
 * What an exercise asks. `read` gives the text of a file of the exercise.
 *
 *     cards: { pay: Ask for the money, … }
 *     questions:
 *       first:
 *         text: What does it print?
 *         shows: asked/first.ts
 *         fields: { prints: { label: Its lines, kind: lines } }
 *     notes: { patch: asked/change.patch, about: { access: Somebody sees what is not theirs } }
 *
 * @throws {Error} for its author: the place on the sheet, and what is wrong there.
 */
export function readSheet(read: (path: string) => string | undefined): Sheet {
  const source = read(sheetFile);
  if (source === undefined) throw new Error(`${sheetFile} is missing: it says what is asked.`);
  // The failsafe schema leaves every word as it is written: `no` and `12` are words of an answer.
  const document = parseDocument(source, { schema: 'failsafe', merge: true });
  if (document.errors[0]) throw new Error(`${sheetFile}: ${document.errors[0].message}`);
  const sheet = entries(document.toJS() as Plain, 'the sheet', ['cards', 'questions', 'notes']);
  const fileText = (path: string) => read(path) ?? fail(`shows ${path}, and there is no such file`);
  const notes = sheet['notes'] === undefined ? undefined : entries(sheet['notes'], 'notes', ['patch', 'about']);
  return {
    cards: choices(sheet['cards'] ?? {}, 'cards'),
    questions: Object.entries(entries(sheet['questions'] ?? {}, 'questions')).map(([id, one]) =>
      question(id, one, fileText),
    ),
    notes: notes && {
      file: text(notes['patch'], 'notes: patch'),
      patch: fileText(text(notes['patch'], 'notes: patch')),
      about: choices(notes['about'] ?? {}, 'notes: about'),
    },
  };
}

function question(id: string, plain: Plain, fileText: (path: string) => string): Question {
  const place = `questions: ${named(id)}`;
  const one = entries(plain, place, ['text', 'shows', 'fields']);
  const file = one['shows'] === undefined ? undefined : text(one['shows'], `${place}: shows`);
  const fields = Object.entries(entries(one['fields'] ?? {}, `${place}: fields`));
  if (!fields.length) fail(`${place} has no fields, so nothing can be answered`);
  return {
    id,
    text: text(one['text'], `${place}: text`),
    shown: file === undefined ? undefined : { file, text: fileText(file) },
    fields: fields.map(([field, it]) => readField(field, it, `${place}: ${named(field)}`)),
  };
}

function readField(id: string, plain: Plain, place: string): Field {
  const one = entries(plain, place, ['label', 'kind', 'options']);
  const options = choices(one['options'] ?? {}, `${place}: options`);
  const kind = one['kind'] ?? (options.length ? 'choice' : 'text');
  if (kind !== 'choice' && kind !== 'lines' && kind !== 'text') fail(`${place}: kind is choice, lines or text`);
  if ((kind === 'choice') !== options.length > 0) fail(`${place}: options are for a choice, and a choice needs them`);
  return { id, label: text(one['label'], `${place}: label`), kind: kind as Field['kind'], options };
}

const choices = (plain: Plain, place: string): Choice[] =>
  Object.entries(entries(plain, place)).map(([id, words]) => ({ id: named(id), text: text(words, `${place}: ${id}`) }));

/** Ids keep their order in an object only when they do not look like numbers. */
function named(id: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) fail(`“${id}” is no id: small letters, digits and single hyphens`);
  return id;
}

function entries(plain: Plain, place: string, known?: string[]): Entries {
  if (typeof plain !== 'object' || Array.isArray(plain)) fail(`${place} has to hold names with values`);
  const strange = known && Object.keys(plain).find((key) => !known.includes(key));
  if (strange) fail(`${place}: ${strange} is unknown; known are ${known.join(', ')}`);
  return plain as Entries;
}

function text(plain: Plain | undefined, place: string): string {
  if (typeof plain !== 'string' || !plain.trim()) fail(`${place} has to be a text`);
  return (plain as string).trim();
}

function fail(problem: string): never {
  throw new Error(`${sheetFile}: ${problem}.`);
}
