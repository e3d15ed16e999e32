/** A lesson that explains a term where it uses it. */
export interface Use<Lesson> {
  term: string;
  lesson: Lesson;
}

export interface Entry<Lesson> {
  term: string;
  /** `term-http-method`, also the entry's address on the page. */
  id: string;
  definition: string;
  lessons: Lesson[];
}

export interface Letter<Lesson> {
  /** `A`, or `0–9`. */
  letter: string;
  id: string;
  entries: Entry<Lesson>[];
}

/** The address of a term on the page of the glossary. */
export const termId = (term: string): string =>
  `term-${term
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}`;

/** The terms by letter, each with its lessons. Throws when a term is used nowhere, or two would share an address. */
export function glossaryEntries<Lesson>(terms: Record<string, string>, uses: Use<Lesson>[]): Letter<Lesson>[] {
  const letters = new Map<string, Entry<Lesson>[]>();
  const taken = new Map<string, string>();
  for (const term of Object.keys(terms).sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }))) {
    const lessons = [...new Set(uses.filter((use) => use.term === term).map((use) => use.lesson))];
    const id = termId(term);
    if (lessons.length === 0) throw new Error(`lessons/glossary.yml: “${term}” is used by no lesson: ${remedy(term)}`);
    const other = taken.get(id);
    if (other) throw new Error(`lessons/glossary.yml: “${other}” and “${term}” would both be at #${id}: rename one.`);
    taken.set(id, term);
    const letter = letterOf(term);
    letters.set(letter, [...(letters.get(letter) ?? []), { term, id, definition: terms[term] ?? '', lessons }]);
  }
  return [...letters].map(([letter, entries]) => ({ letter, id: `letter-${letter[0]?.toLowerCase()}`, entries }));
}

const remedy = (term: string): string =>
  `write <Term name="${term}">…</Term> where a lesson needs it, or remove it from the file.`;

function letterOf(term: string): string {
  const first = term.normalize('NFD').charAt(0).toUpperCase();
  return /[A-Z]/.test(first) ? first : '0–9';
}
