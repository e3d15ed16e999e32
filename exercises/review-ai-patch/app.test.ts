import { expect, test } from 'vitest';
import { explain } from '#testing';
import { faultWords, readAnswer, type Note } from '#testing/answer';

const { notes, answers, faults } = readAnswer(import.meta.url);

interface Planted {
  /** The lines of the patch where a note may be pinned to it. */
  lines: number[];
  /** The line that its message names. */
  at: number;
  because: string;
  /** Sends somebody who has not found it to it. */
  look: string;
}

const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** What is wrong in the patch, by what a note about it has to be about. */
const planted: Record<string, Planted> = {
  access: {
    lines: from(43, 52),
    at: 45,
    because: 'whoever counts the numbers up reads every customer’s invoices',
    look: 'the two routes as Ann, when invoice 7 is Bob’s',
  },
  load: {
    // The loop, or the query that it repeats.
    lines: [...from(19, 25), ...from(35, 40)],
    at: 37,
    because: 'each invoice of the list asks the database once more',
    look: 'how many queries a list of 300 invoices sends',
  },
  money: {
    lines: [...from(14, 17), 38, 52],
    at: 16,
    because: 'a tenth has no exact binary fraction, so sums of euros drift from what was paid',
    look: 'what `0.1 + 0.2` is, and what the comment in line 28 says about money',
  },
  proof: {
    lines: from(63, 69),
    at: 68,
    because: 'an answer is there even when its status is 404',
    look: 'which change of the code would turn the new test red',
  },
};

/** Code that looks suspicious, and why it is sound. */
const sound: { lines: number[]; about?: string; because: string }[] = [
  { lines: from(19, 26), about: 'access', because: 'who may see an invoice is decided before its lines are read' },
  { lines: from(19, 26), because: 'a value handed over as $1 never becomes SQL' },
  { lines: [44, 49], because: 'a malformed id and a missing invoice are the same to the one who asks' },
  { lines: [51], because: 'a shared cache must not keep one customer’s invoice for the next' },
];

const finds = (about: string) => (note: Note) =>
  note.about === about && Boolean(planted[about]?.lines.includes(note.line));
const found = Object.keys(planted).filter((about) => notes.some(finds(about)));
const missed = Object.entries(planted).filter(([about]) => !found.includes(about));
const soundReason = (note: Note) =>
  sound.find(({ lines, about = note.about }) => lines.includes(note.line) && about === note.about)?.because;
const onFault = ({ line }: Note) => Object.values(planted).some(({ lines }) => lines.includes(line));
const alarms = notes.filter(
  (note) =>
    !Object.keys(planted).some((about) => finds(about)(note)) &&
    (note.about === 'taste' || soundReason(note) !== undefined || !onFault(note)),
);

const sent = `a review of ${notes.length} ${notes.length === 1 ? 'note' : 'notes'}`;
const show = (some: Note[]) =>
  some.map(({ line, about }) => `line ${line}${about ? ` (${about})` : ''}`).join(', ') || 'none';
const count = ['none', 'one', 'two', 'three', 'four'];

test('answer.yml can be read', () => {
  expect(faults, explain(faultWords(faults))).toEqual([]);
});

// Whoever has not begun yet is not told what there is to find.
test('the review has notes', () => {
  expect(
    notes.length,
    explain({
      sent,
      got: 'nothing that its author could act on',
      expected: 'a note on each line that should not go in as it is',
      because: 'the patch waits for somebody who has read all of it',
      look: 'asked/change.patch, line by line: who asks, and what do they get?',
    }),
  ).toBeGreaterThan(0);
});

test('every note says what it is about', () => {
  const open = notes.filter(({ about }) => !about);
  expect(
    open,
    explain({
      sent,
      got: `no \`about\` in the notes at ${show(open)}`,
      expected: 'one thing that each note is about',
      because: 'an author has to know what would be enough',
      look: 'these notes; the words are on the sheet',
    }),
  ).toEqual([]);
});

test('the review finds who is harmed', () => {
  const { at, because, look } = planted['access']!;
  const elsewhere = notes.filter(({ line, about }) => line >= 43 && line <= 48 && about !== 'access');
  const diagnosis =
    notes.length > 0 &&
    (notes.every(({ about }) => about === 'taste')
      ? 'Every note is about taste, and the patch hands out anyone’s invoice'
      : elsewhere.length > 0
        ? 'The right line has a note, and the author would mend something else'
        : `Line ${at} returns anyone’s invoice`);
  expect(
    found,
    explain({
      diagnosis,
      sent,
      got: elsewhere.length ? `${show(elsewhere)}` : 'no note about it',
      expected: 'a note where somebody gets what is not theirs',
      because,
      look,
    }),
  ).toContain('access');
});

test('the review finds at least three of the four faults', () => {
  expect(
    found.length,
    explain({
      diagnosis: missed.length === 2 && 'The patch would go in with two of its faults',
      sent,
      got: `${count[found.length]} of them`,
      expected: 'three of four',
      because: missed[0]?.[1].because ?? 'each of them would reach the customers',
      look: missed[0]?.[1].look,
    }),
  ).toBeGreaterThanOrEqual(3);
});

test('the review raises one false alarm at most', () => {
  const [first] = alarms;
  const reason = first && soundReason(first);
  expect(
    alarms.length,
    explain({
      diagnosis:
        alarms.length > 1 &&
        found.includes('access') &&
        `${alarms.length} of ${notes.length} notes send the author to code that is sound`,
      sent,
      got: `false alarms: ${show(alarms)}`,
      expected: 'one at most',
      because: reason ? `${reason} (line ${first.line})` : 'each false alarm makes the next true one less believed',
      look: 'what harm a request could do there',
    }),
  ).toBeLessThanOrEqual(1);
});

test('the verdict fits the notes', () => {
  const verdict = answers['verdict']?.['is'];
  const diagnoses: Record<string, string> = {
    approve: 'The new test passes with the code removed',
    comment: 'The invoices of strangers go live with a comment beside them',
  };
  expect(
    verdict,
    explain({
      diagnosis: diagnoses[String(verdict)],
      sent: verdict ? `the verdict \`${String(verdict)}\`` : 'no verdict yet',
      got: verdict ? 'a patch that can go in as it is' : 'a patch that nobody has decided about',
      expected: 'a verdict that keeps it out until it is mended',
      because: 'a green test that cannot fail has checked nothing, and the harm begins with the release',
      look: '`verdict` in answer.yml',
    }),
  ).toBe('changes');
});

test('the words tell what happens, and what would be enough', () => {
  const wording = answers['wording']?.['is'];
  const diagnoses: Record<string, string> = {
    sharp: 'The author reads about themselves, and not about the line',
    soft: 'The author cannot tell whether this has to change',
    short: 'The author cannot tell what to change',
  };
  expect(
    wording,
    explain({
      diagnosis: diagnoses[String(wording)],
      sent: wording ? `the words \`${String(wording)}\`` : 'no words yet',
      got: wording === 'shown' ? 'a request, its answer, the reason and the way out' : 'nothing that could be repeated',
      expected: 'a request, what it gets, and what would be enough',
      because: 'a failure that can be repeated needs no belief, and nobody has to defend themselves against it',
      look: '`wording` in answer.yml',
    }),
  ).toBe('shown');
});
