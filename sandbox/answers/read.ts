import { nearest } from '../nearest.ts';
import { behind, isBlank, isMap, isSeq, isWord, pairs, parseAnswer, wordOf, type AnswerDocument } from './document.ts';
import { patchLines } from './patch.ts';
import type { Answer, Choice, Fault, Field, Note, Question, Said, Sheet } from './types.ts';

/** Reads one learner's file: what it says, and what cannot be meant. */
interface Reading {
  document: AnswerDocument;
  sheet: Sheet;
  /** A fault, by the node that it stands on. */
  say(node: unknown, problem: string, advice: string): void;
  /** A fault of the file's shape: a program could not write into it without loss. */
  sayShape(node: unknown, problem: string, advice: string): void;
}

/** What a learner's `answer.yml` says about what the sheet asks. Every text is an answer: what is wrong is told. */
export function readAnswer(sheet: Sheet, text: string): Answer {
  const document = parseAnswer(text);
  const faults: Fault[] = [];
  let writable = true;
  const say: Reading['say'] = (node, problem, advice) =>
    void faults.push({ line: document.lineOf(node), problem, advice });
  const sayShape: Reading['say'] = (...fault) => {
    writable = false;
    say(...fault);
  };
  const reading: Reading = { document, sheet, say, sayShape };
  const nothing = { order: [], aside: sheet.cards.map(({ id }) => id), answers: {}, notes: [] };
  if (document.tree.errors.length > 0)
    return { ...nothing, faults: document.tree.errors.slice(0, 1).map(syntaxFault), writable: false };
  const root = document.tree.contents;
  if (!isBlank(root) && !isMap(root)) {
    sayShape(root, 'no names with a colon', `${keysOf(sheet).map((key) => `\`${key}:\``).join(' and ')} at the beginning of a line`); // prettier-ignore
    return { ...nothing, faults, writable };
  }
  const part = (key: string) => behind(pairs(root).find((one) => one.key === key)?.pair.value, document);
  checkKeys(reading, root);
  const answer = { ...readCards(reading, part('order'), part('aside')), answers: readQuestions(reading, part('answers')), notes: readNotes(reading, part('notes')) }; // prettier-ignore
  return { ...answer, faults: faults.sort((a, b) => a.line - b.line), writable };
}

/** The names that an answer to this sheet may have at the left edge. */
export const keysOf = ({ cards, questions, notes }: Sheet): string[] => [
  ...(cards.length ? ['order', 'aside'] : []),
  ...(questions.length ? ['answers'] : []),
  ...(notes ? ['notes'] : []),
];

/** What YAML takes for a name was often meant as a text. */
const quotes = 'this line: a text with a colon in it stands between quotes';

function syntaxFault(error: { message: string; linePos?: [{ line: number }, ...unknown[]] | undefined }): Fault {
  const said = error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
  const line = error.linePos?.[0].line ?? 1;
  const around = 'this line, and how far those around it are moved in';
  if (/keys must be unique/.test(said)) return { line, problem: 'a name that is there already', advice: around };
  if (/Nested mappings|implicit keys/.test(said)) return { line, problem: 'two names with a colon in one line', advice: quotes }; // prettier-ignore
  return { line, problem: `no YAML: ${said}`, advice: around };
}

function checkKeys({ sheet, say }: Reading, root: unknown): void {
  const known = keysOf(sheet);
  const there = pairs(root);
  const strange = there.filter(({ key }) => !known.includes(key));
  for (const { key, pair } of strange) say(pair.key, `the name “${key}”`, meant(key, known));
  // A name that is spelled wrongly is told once.
  const missing = known.filter((one) => one !== 'aside' && !there.some(({ key }) => key === one));
  for (const key of strange.length ? [] : missing)
    say(undefined, `no \`${key}:\``, `whether \`${key}:\` is at the beginning of a line, with your answer below it`);
}

const meant = (word: string, known: string[]): string => {
  const [near] = nearest(word, known, 1);
  return near ? `its spelling: “${near}” may be meant` : `the names that are known: ${known.join(', ')}`;
};

const ids = (choices: Choice[]) => choices.map(({ id }) => id);

function readCards(reading: Reading, order: unknown, aside: unknown): Pick<Answer, 'order' | 'aside'> {
  const cards = ids(reading.sheet.cards);
  const lines = new Map<string, number>();
  const list = (key: string, node: unknown): string[] =>
    words(reading, key, node).map(([word, item]) => {
      const first = lines.get(word);
      if (!cards.includes(word)) reading.say(item, `“${word}”, which is the name of no card`, meant(word, cards));
      else if (first) reading.say(item, `the card “${word}”, which is in line ${first} as well`, 'these two lines: each card is there once'); // prettier-ignore
      lines.set(word, first ?? reading.document.lineOf(item));
      return word;
    });
  const ordered = list('order', order);
  const left = list('aside', aside);
  // Who deletes a card has left it aside.
  return { order: ordered, aside: [...left, ...cards.filter((id) => !lines.has(id))] };
}

/** The words of a list, each with its node. */
function words({ document, sayShape }: Reading, key: string, node: unknown): [string, unknown][] {
  if (isBlank(node)) return [];
  if (!isSeq(node)) {
    sayShape(
      node,
      `no list below \`${key}:\``,
      'the lines below it: each begins with a hyphen and a space, as in `- word`',
    );
    return [];
  }
  return node.items.flatMap((item): [string, unknown][] => {
    const word = behind(item, document);
    if (isWord(word)) return [[wordOf(word), item]];
    if (isMap(word)) sayShape(item, 'a colon, which makes a name of what is before it', quotes);
    else
      sayShape(
        item,
        'something else than one text',
        `this line of \`${key}\`: a hyphen, a space and one text, in quotes if it begins with a bracket`,
      );
    return [];
  });
}

function readQuestions(reading: Reading, node: unknown): Answer['answers'] {
  const { sheet, say, sayShape, document } = reading;
  if (!isBlank(node) && !isMap(node)) sayShape(node, 'no names below `answers:`', 'the names of the questions, each with a colon'); // prettier-ignore
  const said: Answer['answers'] = {};
  for (const { key, pair } of pairs(node)) {
    const question = sheet.questions.find(({ id }) => id === key);
    const fields = behind(pair.value, document);
    if (!question) say(pair.key, `“${key}”, which is no question`, meant(key, sheet.questions.map(({ id }) => id))); // prettier-ignore
    else if (isMap(fields)) said[key] = readFields(reading, question, fields);
    else if (!isBlank(fields)) sayShape(pair.key, `no names below \`${key}:\``, `the lines below it, such as \`${question.fields[0]!.id}: …\``); // prettier-ignore
  }
  return said;
}

function readFields(reading: Reading, question: Question, node: unknown): Record<string, Said> {
  const said: Record<string, Said> = {};
  for (const { key, pair } of pairs(node)) {
    const field = question.fields.find(({ id }) => id === key);
    if (!field) reading.say(pair.key, `“${key}”, which “${question.id}” does not ask for`, meant(key, question.fields.map(({ id }) => id))); // prettier-ignore
    const value = behind(pair.value, reading.document);
    const read = field && !isBlank(value) ? readField(reading, field, value) : undefined;
    if (read !== undefined) said[key] = read;
  }
  return said;
}

function readField(reading: Reading, { id, kind, options }: Field, node: unknown): Said | undefined {
  if (kind === 'lines') {
    // Lines may be written as a list, as a text of several lines, or in one line with commas.
    if (isWord(node)) return linesOf(/\n/.test(wordOf(node)) ? wordOf(node) : wordOf(node).replaceAll(',', '\n'));
    return words(reading, id, node).map(([word]) => word);
  }
  if (!isWord(node)) {
    reading.sayShape(node, `a list or names where \`${id}\` takes one text`, 'what stands behind the colon');
    return undefined;
  }
  const word = wordOf(node);
  if (kind === 'choice' && !ids(options).includes(word)) {
    reading.say(node, `“${word}”, which \`${id}\` does not offer`, `the words that it offers: ${ids(options).join(', ')}`); // prettier-ignore
    return undefined;
  }
  return word;
}

/** The lines of a text, empty ones left out. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

function readNotes(reading: Reading, node: unknown): Note[] {
  const { notes: asked } = reading.sheet;
  if (!asked || isBlank(node)) return [];
  if (!isSeq(node)) {
    reading.sayShape(node, 'no list below `notes:`', 'the first line of each note: it begins with a hyphen');
    return [];
  }
  const lines = patchLines(asked.patch);
  return node.items.flatMap((item) => {
    const note = behind(item, reading.document);
    if (!isMap(note)) {
      reading.sayShape(item, 'no note', 'this note: it has `line:`, `about:` and `text:`');
      return [];
    }
    return [readNote(reading, note, asked.about, (line) => lines[line - 1]?.kind)];
  });
}

function readNote(
  reading: Reading,
  note: unknown,
  about: Choice[],
  kindOf: (line: number) => string | undefined,
): Note {
  const found: Record<string, string> = {};
  for (const { key, pair } of pairs(note)) {
    const value = behind(pair.value, reading.document);
    if (!['line', 'about', 'text'].includes(key)) reading.say(pair.key, `the name “${key}” in a note`, 'the names of a note: line, about, text'); // prettier-ignore
    else if (isWord(value)) found[key] = wordOf(value);
    else if (!isBlank(value)) reading.sayShape(value, `a list or names behind \`${key}:\``, 'this note: one text behind each name'); // prettier-ignore
  }
  const line = /^\d+$/.test(found['line'] ?? '') ? Number(found['line']) : NaN;
  const kind = kindOf(line);
  if (kind === undefined)
    reading.say(note, `a note at ${found['line'] ? `line “${found['line']}”` : 'no line'} of the patch`, '`line:` of this note: a number as it stands beside the patch'); // prettier-ignore
  else if (kind === 'head')
    reading.say(note, `a note at line ${line}, which is no code`, 'the lines of the patch below that one');
  const word = found['about'] ?? '';
  if (word && !ids(about).includes(word)) reading.say(note, `a note about “${word}”`, `what a note can be about: ${ids(about).join(', ')}`); // prettier-ignore
  return { line, about: ids(about).includes(word) ? word : '', text: found['text'] ?? '' };
}
